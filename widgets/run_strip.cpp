#include "widgets/run_strip.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <cmath>

namespace img2cadseq::widgets {

QString timeLeft(double seconds) {
    if (!(seconds >= 0.5)) return {};
    if (seconds < 90) return RunStrip::tr("about %1 s left").arg(std::ceil(seconds));
    return RunStrip::tr("about %1 min left").arg(std::ceil(seconds / 60));
}

RunStrip::RunStrip(QAction* run, QAction* cancel, QAction* keep, QWidget* parent)
    : QWidget(parent), bar_(new QProgressBar(this)), stage_(new QLabel(this)), time_(new QLabel(this)) {
    bar_->setRange(0, 1000);
    bar_->setTextVisible(false);
    bar_->setFixedHeight(8);
    bar_->setAccessibleName(tr("Progress"));
    stage_->setObjectName("stage");
    stage_->setWordWrap(true);
    time_->setObjectName("faint");
    time_->setMinimumHeight(2 * time_->fontMetrics().lineSpacing());
    time_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(6);
    grid->addWidget(buttonOf(run, true), 0, 0, 1, 2);
    grid->addWidget(buttonOf(cancel, false), 1, 0);
    grid->addWidget(buttonOf(keep, false), 1, 1);
    grid->addWidget(bar_, 2, 0, 1, 2);
    grid->addWidget(stage_, 3, 0, 1, 2);
    grid->addWidget(time_, 4, 0, 1, 2);
    showRun({});
}

QPushButton* RunStrip::buttonOf(QAction* action, bool primary) {
    auto* button = new QPushButton(this);
    button->setProperty("primary", primary);
    button->setAutoDefault(false);
    const auto follow = [button, action, primary] {
        button->setText(action->text());
        if (!primary) button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip() + " (" + action->shortcut().toString(QKeySequence::NativeText) + ")");
        button->setAccessibleName(action->text().remove('&'));
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

void RunStrip::showRun(const RunState& run) {
    const int good = static_cast<int>(
        std::count_if(run.candidates.begin(), run.candidates.end(), [](const CandidatePtr& c) { return c->valid; }));
    const auto found = [&] { return tr("%1 of %2 candidates passed the gate").arg(good).arg(run.candidates.size()); };
    double fraction = 0.0;
    QString stage, time;
    switch (run.phase) {
        case RunPhase::None: stage = tr("Ready"); break;
        case RunPhase::Running:
            fraction = run.progress.fraction;
            stage = run.progress.stage.empty() ? tr("Starting") : QString::fromStdString(run.progress.stage);
            time = tr("%1 %").arg(std::floor(100 * fraction));
            if (const QString left = timeLeft(run.progress.secondsLeft); !left.isEmpty()) time += ", " + left;
            break;
        case RunPhase::Finished: {
            double seconds = 0.0;
            for (const auto& part : run.seconds) seconds += part.second;
            fraction = 1.0;
            stage = tr("Done");
            time = found() + tr(", %1\u00a0s").arg(seconds, 0, 'f', 1);
            break;
        }
        case RunPhase::Stopped:
            stage = tr("Stopped");
            time = run.candidates.empty() ? tr("nothing was kept") : found();
            break;
        case RunPhase::Failed:
            stage = tr("Did not work");
            time = run.failure ? QString::fromStdString(run.failure->what) : QString();
            break;
    }
    bar_->setValue(static_cast<int>(std::lround(1000 * fraction)));
    if (!stage.isEmpty()) stage[0] = stage[0].toUpper();
    stage_->setText(stage);
    time_->setText(time);
    time_->setWordWrap(true);
}

QString RunStrip::stageText() const { return stage_->text(); }
QString RunStrip::timeText() const { return time_->text(); }

}  // namespace img2cadseq::widgets
