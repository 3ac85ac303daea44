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
      button_(new QPushButton(this)) {
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
    connect(button_, &QPushButton::clicked, this, [this] {
        const auto run = action_.run;  // it may show the next message
        run();
    });

    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(what_);
    words->addWidget(hint_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 6, 6, 6);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(button_);
    row->addWidget(close, 0, Qt::AlignTop);
    setVisible(false);
}

void Banner::show(BannerKind kind, const QString& what, const QString& hint, BannerAction action) {
    const bool note = kind == BannerKind::Note;
    setProperty("kind", note ? "note" : "error");
    style()->unpolish(this);
    style()->polish(this);
    icon_->setPixmap(iconPixmap(note ? "info" : "warning", 18, note ? themeColours().accent : themeColours().bad,
                                devicePixelRatioF()));
    what_->setText(what);
    hint_->setText(hint);
    hint_->setVisible(!hint.isEmpty());
    action_ = std::move(action);
    button_->setText(action_.words);
    button_->setVisible(!action_.words.isEmpty());
    setAccessibleName(what);
    setVisible(true);
}

QString Banner::text() const {
    if (isHidden()) return {};
    return hint_->text().isEmpty() ? what_->text() : what_->text() + "\n" + hint_->text();
}

}  // namespace img2cadseq::widgets
