#include "widgets/main_window.h"

#include <QCloseEvent>
#include <QCursor>
#include <QDataStream>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMenuBar>
#include <QMimeData>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "widgets/banner.h"
#include "widgets/batch_list.h"
#include "widgets/cloud_pane.h"
#include "widgets/denoise_pane.h"
#include "widgets/gallery.h"
#include "widgets/gallery_model.h"
#include "widgets/icon.h"
#include "widgets/log_panel.h"
#include "widgets/options_panel.h"
#include "widgets/photo_pane.h"
#include "widgets/run_strip.h"
#include "widgets/solid_pane.h"
#include "widgets/start_page.h"
#include "widgets/theme.h"
#include "widgets/view_deck.h"
#include "widgets/window_actions.h"

namespace img2cadseq::widgets {
namespace {

constexpr int kSideWidth = 272, kBottomHeight = 186;

}  // namespace

MainWindow::MainWindow(QUndoStack* undo, QWidget* parent) : QMainWindow(parent) {
    loadIcons();
    setWindowTitle("Img2CADSeq");
    setWindowIcon(QIcon(":/icons/img2cadseq.svg"));
    setAcceptDrops(true);
    resize(1280, 800);
    setMinimumSize(900, 600);
    makePanes();
    model_ = new GalleryModel(this);
    gallery_ = new Gallery(model_, this);
    batch_ = new BatchList(this);
    log_ = new LogPanel(this);
    start_ = new StartPage(this);
    banner_ = new Banner(this);
    makeActions(undo);

    bottom_ = new QTabWidget(this);
    bottom_->setDocumentMode(true);
    bottom_->tabBar()->setDrawBase(false);
    bottom_->tabBar()->setAccessibleName(tr("Candidates, batch and log"));
    bottom_->addTab(gallery_, tr("Candidates"));
    bottom_->addTab(batch_, tr("Batch"));
    bottom_->addTab(log_, tr("Log"));
    bottom_->setMinimumHeight(kBottomHeight);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(start_);
    pages_->addWidget(deck_);
    middle_ = new QSplitter(Qt::Vertical, this);
    middle_->addWidget(pages_);
    middle_->addWidget(bottom_);
    middle_->setStretchFactor(0, 1);
    middle_->setChildrenCollapsible(false);
    middle_->setSizes({600, kBottomHeight});

    auto* centre = new QWidget(this);
    auto* left = new QVBoxLayout;
    left->setSpacing(6);
    left->addWidget(banner_);
    left->addWidget(middle_, 1);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(8, 2, 8, 8);
    row->setSpacing(8);
    row->addLayout(left, 1);
    row->addWidget(makeSide());
    setCentralWidget(centre);
    makeToolBar();
    wireViews();
    applyViewTheme();
    showStart(true);
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanes() {
    deck_ = new ViewDeck(this);
    photo_ = new PhotoPane(deck_);
    coarse_ = new CloudPane(CloudPane::Kind::Coarse, deck_);
    refined_ = new CloudPane(CloudPane::Kind::Refined, deck_);
    denoise_ = new DenoisePane(deck_);
    solid_ = new SolidPane(deck_);
    deck_->addRow({photo_, coarse_, refined_}, {1, 1, 1}, 9);
    deck_->addRow({denoise_, solid_}, {1, 2}, 11);
    for (CloudPane* pane : {coarse_, refined_}) pane->view()->shareCameraWith(*solid_->view());
    denoise_->view()->shareCameraWith(*solid_->view());
}

QWidget* MainWindow::makeSide() {
    auto* side = new QFrame(this);
    side->setObjectName("pane");
    side->setFixedWidth(kSideWidth);
    options_ = new OptionsPanel(side);
    strip_ = new RunStrip(actions_->run, actions_->cancel, actions_->keep, side);
    auto* scroll = new QScrollArea(side);
    scroll->setWidget(options_);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    options_->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(10);
    auto* heading = new QLabel(tr("Options"), side);
    heading->setObjectName("section");
    column->addWidget(heading);
    column->addWidget(scroll, 1);
    column->addWidget(strip_);
    return side;
}

void MainWindow::showStart(bool start) {
    pages_->setCurrentIndex(start ? 0 : 1);
    bottom_->setVisible(!start || bottom_->currentIndex() != 0);
}

bool MainWindow::showsStart() const { return pages_->currentIndex() == 0; }

void MainWindow::showBottom(BottomTab tab) {
    bottom_->setCurrentIndex(static_cast<int>(tab));
    bottom_->setVisible(!showsStart() || tab != BottomTab::Candidates);
}

void MainWindow::show(const Document& document, Changes changes) {
    if (changes & kInputChanged)  // the camera fits what comes now
        for (viewer::SceneView* view : {coarse_->view(), refined_->view(), denoise_->view(), solid_->view()})
            view->clear();
    photo_->show(document, changes);
    coarse_->show(document, changes);
    refined_->show(document, changes);
    denoise_->show(document, changes);
    solid_->show(document, changes);
    if (changes & (kCandidatesChanged | kInputChanged | kPhaseChanged))
        model_->setCandidates(document.run().candidates);
    if (changes & (kPinsChanged | kCandidatesChanged)) {
        std::set<int> pinned;
        for (const CandidatePtr& candidate : document.run().candidates)
            if (document.pinned(candidate->slot)) pinned.insert(candidate->slot);
        model_->setPinned(std::move(pinned));
    }
    if (changes & (kCompareChanged | kInputChanged)) {
        const ComparePair& pair = document.comparePair();
        model_->setCompared(pair ? std::set<int>{pair->first, pair->second} : std::set<int>{});
    }
    if (changes & (kChoiceChanged | kCandidatesChanged | kInputChanged)) gallery_->select(document.chosenSlot());
    if (changes & (kProgressChanged | kPhaseChanged | kCandidatesChanged)) strip_->showRun(document.run());
    if (changes & kOptionsChanged) options_->setOptions(document.options());
    if (changes & ~(kProgressChanged | kStepsChanged | kPreviewsChanged)) enableActions(document);
}

QByteArray MainWindow::saveLayout() const {
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << saveGeometry() << middle_->saveState() << deck_->saveState();
    return bytes;
}

void MainWindow::restoreLayout(const QByteArray& state) {
    QDataStream stream(state);
    QByteArray geometry, middle, deck;
    stream >> geometry >> middle >> deck;
    if (stream.status() != QDataStream::Ok) return;
    restoreGeometry(geometry);
    middle_->restoreState(middle);
    deck_->restoreState(deck);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->source() || !(event->mimeData()->hasUrls() || event->mimeData()->hasImage())) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    start_->setDropHighlighted(true);
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { start_->setDropHighlighted(false); }

void MainWindow::dropEvent(QDropEvent* event) {
    start_->setDropHighlighted(false);
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (event->mimeData()->hasUrls())
        Q_EMIT dropped(event->mimeData()->urls());
    else if (event->mimeData()->hasImage())
        Q_EMIT pictureDropped(event->mimeData()->imageData().value<QImage>());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->accept();
    Q_EMIT closing(event);
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && solid_) applyViewTheme();
}

void MainWindow::applyViewTheme() {
    const auto theme = themeIsDark() ? viewer::ViewTheme::Dark : viewer::ViewTheme::Light;
    for (viewer::SceneView* view : {coarse_->view(), refined_->view(), denoise_->view(), solid_->view()})
        view->setTheme(theme);
}

}  // namespace img2cadseq::widgets
