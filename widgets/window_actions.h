#pragma once
// Everything the window can be told to do, once: menus, tool bar, shortcuts and the sheet of shortcuts are made from
// these.

#include <QAction>
#include <QList>
#include <QPair>

class QActionGroup;
class QMenu;
class QMenuBar;
class QWidget;

namespace img2cadseq::widgets {

struct WindowActions {
    explicit WindowActions(QWidget* window);

    // File
    QAction *open, *paste, *invent, *closeInput, *bringBack, *save, *saveAs, *quit;
    QAction *exportStep, *exportStl, *exportJson, *exportMacro, *exportCloud, *screenshot, *copyFile, *reveal;
    // Edit
    QAction *undo, *redo, *forgetMask, *forgetPrompts;  ///< undo and redo are replaced by those of the undo stack
    // Run
    QAction *run, *cancel, *keep, *dice, *moreOptions, *rerun, *runWhenOpened;
    // Candidate
    QAction *next, *previous, *pin, *compare;
    // View
    QActionGroup* standardViews;
    QAction *fit, *reset, *maximise, *showAll, *larger, *smaller, *perspective;
    QList<QAction*> panes;
    QActionGroup* themes;
    // Help
    QAction *shortcuts, *about, *log;

    QMenu* recent = nullptr;
    QMenu* tools = nullptr;  ///< of the photo and the solid; filled by the window

    void fillMenuBar(QMenuBar* bar);
    /// Menus by heading, submenus laid open: what the sheet of shortcuts shows.
    QList<QPair<QString, QList<QAction*>>> groups() const;

private:
    QAction* add(const QString& text, const QString& icon, const QString& keys, const QString& tip = {});
    void addViews();

    QWidget* window_;
    QMenuBar* bar_ = nullptr;
};

}  // namespace img2cadseq::widgets
