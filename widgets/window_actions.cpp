#include "widgets/window_actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include "viewer/view_types.h"
#include "widgets/icon.h"
#include "widgets/theme.h"

namespace img2cadseq::widgets {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WindowActions", text); }

void collect(const QMenu* menu, QList<QAction*>& into) {
    for (QAction* action : menu->actions()) {
        if (action->menu())
            collect(action->menu(), into);
        else if (!action->isSeparator())
            into << action;
    }
}

}  // namespace

WindowActions::WindowActions(QWidget* window) : window_(window) {
    open = add(tr("&Open…"), "open", "Ctrl+O", tr("Open a photograph, cloud, STEP file or session"));
    paste = add(tr("&Paste"), "paste", "Ctrl+V", tr("Paste a picture or a file"));
    invent = add(tr("&Invent parts"), "invent", "Ctrl+I", tr("Parts from nothing but a seed"));
    closeInput = add(tr("&Close"), "cross", "Ctrl+W", tr("Back to the start page"));
    bringBack = add(tr("&Bring back what was left"), "undo", "Ctrl+B",
                    tr("The input before, with its candidates, where they were not saved"));
    save = add(tr("&Save session"), "save", "Ctrl+S");
    saveAs = add(tr("Save session &as…"), "", "Ctrl+Shift+S");
    quit = add(tr("&Quit"), "", "Ctrl+Q");
    exportStep = add(tr("&STEP…"), "step", "Ctrl+E", tr("Export the chosen candidate as STEP"));
    exportStl = add(tr("S&TL…"), "export", "Ctrl+Shift+T");
    exportJson = add(tr("Sequence (&JSON)…"), "export", "Ctrl+J");
    exportMacro = add(tr("&FreeCAD macro…"), "export", "Ctrl+M");
    exportCloud = add(tr("Cloud (&PLY)…"), "export", "Ctrl+Shift+P");
    screenshot = add(tr("S&creenshot…"), "photo", "F12", tr("A picture of the view that has the focus"));
    copyFile = add(tr("&Copy as file"), "copy", "Ctrl+C", tr("The chosen candidate's STEP file on the clipboard"));
    reveal = add(tr("&Reveal in folder"), "reveal", "Ctrl+Shift+E", tr("Show the file exported last"));
    undo = redo = nullptr;
    forgetMask = add(tr("Forget the &painted mask"), "", "Ctrl+Shift+M");
    forgetPrompts = add(tr("Forget &box and click"), "", "Ctrl+Shift+B");
    run = add(tr("&Run"), "run", "Ctrl+R", tr("Reconstruct with these options"));
    cancel = add(tr("Canc&el"), "cancel", "Ctrl+.", tr("Leave the run at once"));
    keep = add(tr("Stop and &keep"), "stop-keep", "Ctrl+K", tr("End after the candidates under way and keep them"));
    dice = add(tr("Another &seed"), "dice", "Ctrl+D", tr("Another seed"));
    moreOptions = add(tr("&More options"), "", "Alt+O", tr("Unfold or fold the other options"));
    rerun = add(tr("Run this candidate a&gain"), "run", "Ctrl+Shift+R", tr("The chosen candidate alone, anew"));
    runWhenOpened = add(tr("Run when &opened"), "", "", tr("Start at once when something is opened"));
    runWhenOpened->setCheckable(true);
    runWhenOpened->setChecked(true);
    next = add(tr("&Next candidate"), "chevron-right", "Ctrl+Right");
    previous = add(tr("&Previous candidate"), "chevron-left", "Ctrl+Left");
    pin = add(tr("P&in"), "pin", "P", tr("Keep this candidate through further runs"));
    compare = add(tr("&Compare with the best"), "compare", "C", tr("This candidate and the best one in one view"));
    pin->setCheckable(true);
    compare->setCheckable(true);
    addViews();
    shortcuts = add(tr("&Shortcuts"), "help", "F1");
    about = add(tr("&About"), "info", "Shift+F1");
    log = add(tr("&Log"), "log", "Ctrl+L", tr("What the program has done"));
}

QAction* WindowActions::add(const QString& text, const QString& icon, const QString& keys, const QString& tip) {
    auto* action = icon.isEmpty() ? new QAction(text, window_) : new QAction(themedIcon(icon), text, window_);
    action->setShortcut(QKeySequence(keys));
    const QString words = tip.isEmpty() ? QString(text).remove('&').remove("…") : tip;
    const QString shown = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(shown.isEmpty() ? words : QString("%1 (%2)").arg(words, shown));
    action->setStatusTip(words);
    window_->addAction(action);
    return action;
}

void WindowActions::addViews() {
    using viewer::StandardView;
    standardViews = new QActionGroup(window_);
    const std::tuple<QString, const char*, const char*, StandardView> views[] = {
        {tr("&Isometric"), "iso", "7", StandardView::Iso},   {tr("&Front"), "front", "1", StandardView::Front},
        {tr("&Back"), "back", "2", StandardView::Back},      {tr("&Left"), "left", "3", StandardView::Left},
        {tr("&Right"), "right", "4", StandardView::Right},   {tr("&Top"), "top", "5", StandardView::Top},
        {tr("B&ottom"), "bottom", "6", StandardView::Bottom}};
    for (const auto& [text, icon, keys, view] : views) {
        QAction* action = add(text, icon, keys);
        action->setData(static_cast<int>(view));
        standardViews->addAction(action);
    }
    standardViews->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    fit = add(tr("F&it"), "fit", "F", tr("Everything shown fills the view"));
    reset = add(tr("Rese&t"), "reset", "R", tr("Isometric, and fit"));
    perspective = add(tr("&Perspective"), "", "Ctrl+Shift+V");
    perspective->setCheckable(true);
    perspective->setChecked(true);
    maximise = add(tr("&Maximise the view"), "maximise", "F11", tr("The view under the pointer fills the window"));
    showAll = add(tr("Show &all views"), "", "Ctrl+0");
    larger = add(tr("Larger poin&ts"), "", "Ctrl++");
    smaller = add(tr("S&maller points"), "", "Ctrl+-");
    themes = new QActionGroup(window_);
    const std::tuple<QString, ThemeChoice, const char*> choices[] = {{tr("&System"), ThemeChoice::System, "Alt+1"},
                                                                     {tr("&Light"), ThemeChoice::Light, "Alt+2"},
                                                                     {tr("&Dark"), ThemeChoice::Dark, "Alt+3"}};
    for (const auto& [text, choice, keys] : choices) {
        QAction* action = add(text, "", keys);
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        themes->addAction(action);
    }
}

void WindowActions::fillMenuBar(QMenuBar* bar) {
    bar_ = bar;
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({open, paste, invent});
    recent = file->addMenu(tr("Open &recent"));
    file->addActions({closeInput, bringBack, file->addSeparator(), save, saveAs, file->addSeparator()});
    QMenu* exports = file->addMenu(themedIcon("export"), tr("&Export"));
    exports->addActions({exportStep, exportStl, exportJson, exportMacro, exportCloud, screenshot});
    file->addActions({copyFile, reveal, file->addSeparator(), quit});
    QMenu* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo, edit->addSeparator(), forgetMask, forgetPrompts});
    bar->addMenu(tr("&Run"))->addActions({run, cancel, keep, dice, moreOptions, rerun, runWhenOpened});
    bar->addMenu(tr("&Candidate"))->addActions({next, previous, pin, compare});
    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions(standardViews->actions());
    view->addActions({view->addSeparator(), fit, reset, perspective, larger, smaller, view->addSeparator()});
    view->addActions(panes);
    view->addActions({maximise, showAll, view->addSeparator()});
    view->addMenu(tr("&Theme"))->addActions(themes->actions());
    tools = bar->addMenu(tr("&Tools"));
    bar->addMenu(tr("&Help"))->addActions({shortcuts, log, about});
}

QList<QPair<QString, QList<QAction*>>> WindowActions::groups() const {
    QList<QPair<QString, QList<QAction*>>> all;
    for (const QAction* heading : bar_->actions()) {
        QList<QAction*> actions;
        collect(heading->menu(), actions);
        all << qMakePair(heading->text().remove('&'), actions);
    }
    return all;
}

}  // namespace img2cadseq::widgets
