// The window's actions: their places in menus and tool bar, and those that concern nothing but the views.

#include <QActionGroup>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>

#include "document/real_size.h"
#include "widgets/cloud_pane.h"
#include "widgets/denoise_pane.h"
#include "widgets/gallery.h"
#include "widgets/icon.h"
#include "widgets/main_window.h"
#include "widgets/options_panel.h"
#include "widgets/photo_pane.h"
#include "widgets/size_field.h"
#include "widgets/solid_pane.h"
#include "widgets/view_deck.h"
#include "widgets/window_actions.h"

namespace img2cadseq::widgets {

void MainWindow::makeActions(QUndoStack* undo) {
    actions_ = std::make_unique<WindowActions>(this);
    actions_->undo = undo->createUndoAction(this, tr("&Undo"));
    actions_->undo->setShortcut(QKeySequence("Ctrl+Z"));
    actions_->undo->setIcon(themedIcon("undo"));
    actions_->redo = undo->createRedoAction(this, tr("&Redo"));
    actions_->redo->setShortcut(QKeySequence("Ctrl+Shift+Z"));
    actions_->redo->setIcon(themedIcon("redo"));
    int number = 1;
    for (ViewPane* pane : deck_->panes()) {
        auto* action = new QAction(tr("Show: %1").arg(pane->title()), this);
        action->setCheckable(true);
        action->setChecked(true);
        action->setShortcut(QKeySequence(QString("Ctrl+%1").arg(number++)));
        connect(action, &QAction::triggered, deck_, [this, pane](bool on) { deck_->setPaneHidden(pane, !on); });
        connect(deck_, &ViewDeck::arrangementChanged, action,
                [this, pane, action] { action->setChecked(!deck_->isHidden(pane)); });
        actions_->panes << action;
    }
    actions_->fillMenuBar(menuBar());
    actions_->tools->addActions(photo_->toolActions());
    actions_->tools->addSeparator();
    actions_->tools->addActions(solid_->actions().all());
    auto* gap = new QAction(this);
    gap->setSeparator(true);
    gallery_->addActions(
        {actions_->exportStep, actions_->copyFile, gap, actions_->rerun, actions_->pin, actions_->compare});
}

void MainWindow::makeToolBar() {
    QToolBar* bar = addToolBar(tr("Tools"));
    bar->setObjectName("toolBar");
    bar->setMovable(false);
    bar->setIconSize({20, 20});
    WindowActions& a = *actions_;
    bar->addActions({a.open, a.paste, a.invent, a.save, bar->addSeparator(), a.undo, a.redo, bar->addSeparator(), a.run,
                     a.cancel, a.keep, bar->addSeparator(), a.previous, a.next, a.pin, a.compare, bar->addSeparator()});
    bar->addActions(a.standardViews->actions());
    bar->addActions({a.fit, a.reset, bar->addSeparator(), a.exportStep, a.copyFile, a.reveal});
    auto* gap = new QWidget(bar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(gap);
    bar->addActions({a.log, a.shortcuts, a.about});
    for (QAction* action : bar->actions())
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action))) {
            button->setAccessibleName(action->text().remove('&'));
            button->setFocusPolicy(Qt::TabFocus);
        }
}

void MainWindow::wireViews() {
    const auto views = {coarse_->view(), refined_->view(), denoise_->view(), solid_->view()};
    for (viewer::SceneView* view : views)  // what takes the focus lies inside
        for (QWidget* inner : view->findChildren<QWidget*>())
            if (inner->focusPolicy() != Qt::NoFocus) inner->setAccessibleName(view->accessibleName());
    connect(actions_->moreOptions, &QAction::triggered, options_, &OptionsPanel::toggleMore);
    connect(options_->sizeField(), &SizeField::unitChanged, this, &MainWindow::showUnit);
    viewer::SceneView* leader = solid_->view();
    connect(actions_->standardViews, &QActionGroup::triggered, this, [leader](const QAction* action) {
        leader->setStandardView(static_cast<viewer::StandardView>(action->data().toInt()));
    });
    connect(actions_->fit, &QAction::triggered, this, [this, leader] {
        leader->fit();
        photo_->view()->fit();
    });
    connect(actions_->reset, &QAction::triggered, leader, &viewer::SceneView::resetCamera);
    connect(actions_->perspective, &QAction::toggled, this, [views = std::vector(views)](bool on) {
        for (viewer::SceneView* view : views) view->setPerspective(on);
    });
    connect(actions_->larger, &QAction::triggered, this, [this] {
        for (CloudPane* pane : {coarse_, refined_}) pane->changePointSize(1.25);
    });
    connect(actions_->smaller, &QAction::triggered, this, [this] {
        for (CloudPane* pane : {coarse_, refined_}) pane->changePointSize(0.8);
    });
    connect(actions_->maximise, &QAction::triggered, this,
            [this] { deck_->toggleMaximised(deck_->maximised() ? deck_->maximised() : activePane()); });
    connect(actions_->showAll, &QAction::triggered, deck_, &ViewDeck::showAll);
    connect(actions_->log, &QAction::triggered, this, [this] { showBottom(BottomTab::Log); });
    const auto stepBy = [this](int by) {
        const QModelIndex at = gallery_->currentIndex();
        const QModelIndex to = gallery_->model()->index(at.isValid() ? at.row() + by : 0, 0);
        if (to.isValid()) gallery_->setCurrentIndex(to);
    };
    connect(actions_->next, &QAction::triggered, this, [stepBy] { stepBy(1); });
    connect(actions_->previous, &QAction::triggered, this, [stepBy] { stepBy(-1); });
}

void MainWindow::showUnit(bool inches) {
    viewer::LengthUnit unit;
    if (inches) unit = {"in", 1.0 / kMillimetresPerInch};
    for (viewer::SceneView* view : {coarse_->view(), refined_->view(), denoise_->view()}) view->setLengthUnit(unit);
    solid_->setLengthUnit(unit);
}

ViewPane* MainWindow::activePane() const {
    for (ViewPane* pane : deck_->panes())
        if (pane->isVisible() && (pane->underMouse() || pane->isAncestorOf(focusWidget()))) return pane;
    return solid_;
}

void MainWindow::enableActions(const Document& document) {
    WindowActions& a = *actions_;
    const RunState& run = document.run();
    const CandidatePtr chosen = document.chosen();
    const bool solid = chosen && chosen->valid;
    const bool runnable = document.input().kind != InputKind::Solid;
    a.run->setEnabled(!run.active() && runnable && !showsStart());
    a.cancel->setEnabled(run.active());
    a.keep->setEnabled(run.active());
    a.rerun->setEnabled(chosen && !run.active());
    for (QAction* action : {a.exportStep, a.exportStl, a.copyFile}) action->setEnabled(solid);
    for (QAction* action : {a.exportJson, a.exportMacro, a.pin, a.compare}) action->setEnabled(chosen != nullptr);
    for (QAction* action : {a.next, a.previous}) action->setEnabled(!run.candidates.empty());
    a.exportCloud->setEnabled(!run.refined.positions.empty() || !run.coarse.positions.empty());
    for (QAction* action : {a.save, a.saveAs, a.closeInput, a.screenshot}) action->setEnabled(!showsStart());
    a.bringBack->setEnabled(document.left() != nullptr);
    a.forgetMask->setEnabled(document.paintedMask().has_value());
    a.forgetPrompts->setEnabled(document.prompt().box || document.prompt().click);
    a.pin->setChecked(chosen && document.pinned(chosen->slot));
    a.compare->setChecked(document.comparePair().has_value());
}

}  // namespace img2cadseq::widgets
