#pragma once
// Run, cancel, stop and keep; the stage under way, how far it is and how long it will take.

#include <QWidget>

#include "document/run_state.h"

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace img2cadseq::widgets {

class RunStrip : public QWidget {
    Q_OBJECT
public:
    /// The buttons stand for these actions.
    RunStrip(QAction* run, QAction* cancel, QAction* keep, QWidget* parent = nullptr);

    void showRun(const RunState& run);
    QString stageText() const;
    QString timeText() const;

private:
    QPushButton* buttonOf(QAction* action, bool primary);

    QProgressBar* bar_;
    QLabel *stage_, *time_;
};

/// "about 12 s left", "about 2 min left"; empty where it is not known.
QString timeLeft(double seconds);

}  // namespace img2cadseq::widgets
