#include "widgets/start_page.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "document/input.h"
#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

constexpr int kColumns = 6;
constexpr QSize kPicture{128, 96};

QToolButton* cardOf(const StartEntry& entry, QWidget* parent) {
    auto* card = new QToolButton(parent);
    card->setObjectName("card");
    card->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    card->setIconSize(kPicture);
    card->setFixedSize(kPicture.width() + 16, kPicture.height() + 36);
    card->setText(card->fontMetrics().elidedText(entry.title, Qt::ElideMiddle, kPicture.width()));
    card->setToolTip(entry.detail.isEmpty() ? entry.path : entry.detail + "\n" + entry.path);
    card->setAccessibleName(entry.title);
    if (entry.picture.isNull())
        card->setIcon(themedIcon(kindOf(entry.path.toStdString()) == InputKind::Cloud ? "cloud" : "open"));
    else
        card->setIcon(QPixmap::fromImage(entry.picture.scaled(kPicture * parent->devicePixelRatioF(),
                                                              Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    return card;
}

QLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setObjectName("section");
    return label;
}

}  // namespace

StartPage::StartPage(QWidget* parent) : QScrollArea(parent) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setAccessibleName(tr("Start page"));
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(32, 24, 32, 24);
    column->setSpacing(14);

    drop_ = new QFrame(page);
    drop_->setObjectName("drop");
    drop_->setMinimumHeight(190);
    auto* inside = new QVBoxLayout(drop_);
    auto* hero = new QLabel(tr("Drop a photograph of a part here"), drop_);
    hero->setObjectName("hero");
    auto* words =
        new QLabel(tr("It becomes a point cloud, then a construction of sketches and extrusions, then a solid "
                      "that you export as STEP.\nScans (.ply .pcd .xyz .stl .obj .glb), STEP files and saved "
                      "sessions can be dropped too; many files or a folder make a batch."),
                   drop_);
    words->setObjectName("faint");
    words->setWordWrap(true);
    for (QLabel* label : {hero, words}) label->setAlignment(Qt::AlignCenter);
    auto* buttons = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& icon, bool primary, auto signal) {
        auto* made = new QPushButton(text, drop_);
        made->setProperty("primary", primary);
        if (!primary) made->setIcon(themedIcon(icon));
        connect(made, &QPushButton::clicked, this, signal);
        buttons->addWidget(made);
    };
    buttons->addStretch();
    button(tr("&Open a file"), "open", true, &StartPage::openAsked);
    button(tr("&Paste a picture"), "paste", false, &StartPage::pasteAsked);
    button(tr("&Invent parts"), "invent", false, &StartPage::inventAsked);
    buttons->addStretch();
    inside->addStretch();
    inside->addWidget(hero);
    inside->addWidget(words);
    inside->addSpacing(10);
    inside->addLayout(buttons);
    inside->addStretch();
    column->addWidget(drop_);

    const auto part = [&](const QString& title, QGridLayout*& grid) {
        auto* made = new QWidget(page);
        auto* rows = new QVBoxLayout(made);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->addWidget(heading(title, made));
        grid = new QGridLayout;
        grid->setAlignment(Qt::AlignLeft);
        rows->addLayout(grid);
        column->addWidget(made);
        made->hide();
        return made;
    };
    samplesPart_ = part(tr("Samples to try"), samples_);
    recentPart_ = part(tr("Opened before"), recent_);
    column->addStretch();
    setWidget(page);
}

void StartPage::fill(QGridLayout* grid, const QList<StartEntry>& entries) {
    while (QLayoutItem* item = grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (int i = 0; i < entries.size(); ++i) {
        QToolButton* card = cardOf(entries[i], this);
        connect(card, &QToolButton::clicked, this, [this, path = entries[i].path] { Q_EMIT entryChosen(path); });
        grid->addWidget(card, i / kColumns, i % kColumns);
    }
}

void StartPage::setSamples(const QList<StartEntry>& samples) {
    fill(samples_, samples);
    samplesPart_->setVisible(!samples.isEmpty());
}

void StartPage::setRecent(const QList<StartEntry>& recent) {
    fill(recent_, recent);
    recentPart_->setVisible(!recent.isEmpty());
}

void StartPage::setDropHighlighted(bool over) {
    drop_->setProperty("over", over);
    drop_->style()->unpolish(drop_);
    drop_->style()->polish(drop_);
}

}  // namespace img2cadseq::widgets
