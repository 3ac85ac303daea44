#include "widgets/view_pane.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

constexpr int kHeaderHeight = 30;

/// Words that end in an ellipsis where there is no room for all of them.
class ElidedLabel : public QLabel {
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft),
                         fontMetrics().elidedText(text(), Qt::ElideRight, width()));
    }
};

QLabel* centred(const char* name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

}  // namespace

ViewPane::ViewPane(const QString& title, const QString& icon, QWidget* content, QWidget* parent)
    : QFrame(parent), icon_(icon), content_(content) {
    setObjectName("pane");
    setAccessibleName(title);
    setMinimumSize(150, 120);

    auto* header = new QFrame(this);
    header->setObjectName("paneHeader");
    header->setFixedHeight(kHeaderHeight);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(9, 0, 3, 0);
    row->setSpacing(0);
    title_ = new QLabel(title, header);
    title_->setObjectName("title");
    note_ = new ElidedLabel(header);
    note_->setObjectName("paneNote");
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    note_->setFont(small);
    note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(title_);
    row->addSpacing(5);
    row->addWidget(note_, 1);
    tools_ = new QHBoxLayout;
    tools_->setSpacing(0);
    row->addLayout(tools_);
    maximise_ = headerButton("maximise", tr("Maximise"));
    float_ = headerButton("float", tr("Float in a window of its own"));
    hide_ = headerButton("hide", tr("Hide"));
    for (QToolButton* button : {maximise_, float_, hide_}) row->addWidget(button);
    connect(maximise_, &QToolButton::clicked, this, &ViewPane::maximiseClicked);
    connect(float_, &QToolButton::clicked, this, &ViewPane::floatClicked);
    connect(hide_, &QToolButton::clicked, this, &ViewPane::hideClicked);

    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 8, 16, 8);
    messageIcon_ = centred("faint", page);
    headline_ = centred("title", page);
    detail_ = centred("faint", page);
    column->addStretch();
    for (QLabel* label : {messageIcon_, headline_, detail_}) column->addWidget(label);
    column->addStretch();

    stack_ = new QStackedWidget(this);
    stack_->addWidget(page);
    stack_->addWidget(content_);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(1, 1, 1, 1);
    all->setSpacing(0);
    all->addWidget(header);
    all->addWidget(stack_, 1);
    paintMessageIcon();
}

QToolButton* ViewPane::headerButton(const QString& icon, const QString& text) {
    auto* button = new QToolButton(this);
    button->setIcon(themedIcon(icon));
    button->setIconSize({14, 14});
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(tr("%1: %2").arg(title_->text(), text));
    return button;
}

QString ViewPane::title() const { return title_->text(); }

void ViewPane::setNote(const QString& note) {
    note_->setText(note);
    note_->setToolTip(note);
}

QToolButton* ViewPane::addTool(QAction* action) {
    QToolButton* button = headerButton({}, action->text());
    button->setDefaultAction(action);
    button->setAccessibleName(tr("%1: %2").arg(title_->text(), action->text().remove('&')));
    tools_->addWidget(button);
    return button;
}

void ViewPane::addTool(QWidget* widget) { tools_->addWidget(widget); }

void ViewPane::setMessage(const QString& headline, const QString& detail) {
    headline_->setText(headline);
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
    stack_->setCurrentIndex(0);
}

void ViewPane::showContent() { stack_->setCurrentIndex(1); }

bool ViewPane::showsContent() const { return stack_->currentIndex() == 1; }

QString ViewPane::message() const {
    if (showsContent()) return {};
    return detail_->text().isEmpty() ? headline_->text() : headline_->text() + "\n" + detail_->text();
}

void ViewPane::setMaximised(bool maximised) {
    maximise_->setIcon(themedIcon(maximised ? "restore" : "maximise"));
    maximise_->setToolTip(maximised ? tr("Back among the others") : tr("Maximise"));
}

void ViewPane::setFloating(bool floating) {
    floating_ = floating;
    float_->setIcon(themedIcon(floating ? "restore" : "float"));
    float_->setToolTip(floating ? tr("Back into the main window") : tr("Float in a window of its own"));
    maximise_->setVisible(!floating);
    hide_->setVisible(!floating);
}

void ViewPane::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->position().y() < kHeaderHeight) Q_EMIT floating_ ? floatClicked() : maximiseClicked();
}

void ViewPane::closeEvent(QCloseEvent* event) {
    if (!floating_) return;
    event->ignore();  // closing a floating view puts it back
    Q_EMIT floatClicked();
}

void ViewPane::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) paintMessageIcon();
}

void ViewPane::paintMessageIcon() {
    messageIcon_->setPixmap(iconPixmap(icon_, 28, themeColours().faint, devicePixelRatioF()));
}

}  // namespace img2cadseq::widgets
