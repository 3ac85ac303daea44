#include "widgets/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {

Banner::Banner(QWidget* parent)
    : QFrame(parent),
      icon_(new QLabel(this)),
      what_(new QLabel(this)),
      hint_(new QLabel(this)),
      action_(new QPushButton(this)) {
    setObjectName("banner");
    what_->setObjectName("title");
    hint_->setObjectName("faint");
    for (QLabel* label : {what_, hint_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* close = new QToolButton(this);
    close->setIcon(themedIcon("cross"));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(action_, &QPushButton::clicked, this, &Banner::actionClicked);

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(what_);
    words->addWidget(hint_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(action_);
    row->addWidget(close, 0, Qt::AlignTop);
    setVisible(false);
}

void Banner::show(BannerKind kind, const QString& what, const QString& hint, const QString& action) {
    const ThemeColours& colours = themeColours();
    const QColor colour = kind == BannerKind::Note      ? colours.accent
                          : kind == BannerKind::Warning ? colours.warn
                                                        : colours.bad;
    setProperty("kind", kind == BannerKind::Note ? "note" : (kind == BannerKind::Warning ? "warning" : "error"));
    style()->unpolish(this);
    style()->polish(this);
    icon_->setPixmap(iconPixmap(kind == BannerKind::Note ? "info" : "warning", 18, colour, devicePixelRatioF()));
    what_->setText(what);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(what);
    setVisible(true);
}

QString Banner::text() const {
    if (isHidden()) return {};
    return hint_->text().isEmpty() ? what_->text() : what_->text() + "\n" + hint_->text();
}

}  // namespace img2cadseq::widgets
