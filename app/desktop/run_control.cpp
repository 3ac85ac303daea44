#include "app/desktop/run_control.h"

#include "viewer/thumbnail.h"
#include "widgets/banner.h"
#include "widgets/denoise_pane.h"
#include "widgets/gallery_delegate.h"
#include "widgets/gallery_model.h"
#include "widgets/options_panel.h"
#include "widgets/picture.h"
#include "widgets/solid_pane.h"
#include "widgets/theme.h"
#include "widgets/window_actions.h"

namespace img2cadseq::desktop {
namespace {

constexpr int kDrainMs = 40;

}  // namespace

RunControl::RunControl(Context& context) : context_(context), dark_(widgets::themeIsDark()) {
    drain_.setInterval(kDrainMs);
    connect(&drain_, &QTimer::timeout, this, [this] { context_.document.drain(); });
    widgets::WindowActions& actions = context.window.actions();
    connect(actions.run, &QAction::triggered, this, &RunControl::run);
    connect(actions.cancel, &QAction::triggered, this, [this] { context_.document.stopNow(); });
    connect(actions.keep, &QAction::triggered, this, [this] {
        context_.document.stopAndKeep();
        keeps_ = true;
        context_.window.banner()->show(widgets::BannerKind::Note, tr("The run ends after the candidates under way."),
                                       tr("They and those that are finished are kept."));
    });
    connect(actions.rerun, &QAction::triggered, this, &RunControl::rerunChosen);
    connect(actions.dice, &QAction::triggered, context.window.options(), &widgets::OptionsPanel::rollDice);
    connect(context.window.denoise(), &widgets::DenoisePane::previewWanted, this, &RunControl::buildPreview);
    connect(context.window.solid(), &widgets::SolidPane::analysisWanted, this, &RunControl::analyse);
}

void RunControl::run() {
    try {
        start(context_.document.startRun());
    } catch (const Error& error) {
        context_.report(error);
    }
}

void RunControl::runOnCpu() {
    ReconstructOptions options = context_.document.options();
    options.device = "cpu";
    context_.document.setOptions(options);
    run();
}

void RunControl::rerunChosen() {
    const int slot = context_.document.chosenSlot();
    if (slot >= 0 && !context_.document.run().active()) start(context_.document.rerun(slot));
}

void RunControl::start(std::unique_ptr<Job> job) {
    context_.window.banner()->hide();
    analysing_.clear();
    active_ = true;
    keeps_ = false;
    since_.start();
    context_.log(tr("run: %1, seed %2, %3 samples")
                     .arg(QString::fromStdString(context_.document.input().name))
                     .arg(context_.document.options().seed)
                     .arg(context_.document.options().samples));
    Q_EMIT started();
    drain_.start();
    context_.jobs.start(std::move(job), Lane::Run, [this](const JobOutcome&) { context_.document.drain(); });
}

void RunControl::changed(Changes changes) {
    if (const bool dark = widgets::themeIsDark(); dark != dark_) {
        dark_ = dark;
        context_.window.galleryModel()->forgetThumbnails();
        drawing_.clear();
    }
    if (changes & kCandidatesChanged) drawThumbnails();
    if (active_ && !context_.document.run().active()) {
        active_ = false;
        drain_.stop();
        reportEnd();
        Q_EMIT ended();
    }
}

void RunControl::reportEnd() {
    const RunState& run = context_.document.run();
    const double seconds = static_cast<double>(since_.elapsed()) / 1000;
    if (run.phase == RunPhase::Failed && run.failure) {
        const bool offerCpu = run.failure->code == ErrorCode::NoDevice && run.options.device != "cpu";
        widgets::BannerAction action;
        if (offerCpu) action = {tr("Use the CPU"), [this] { runOnCpu(); }};
        context_.window.banner()->show(widgets::BannerKind::Error, QString::fromStdString(run.failure->what),
                                       QString::fromStdString(run.failure->hint), action);
        context_.log(tr("failed: %1; %2")
                         .arg(QString::fromStdString(run.failure->what), QString::fromStdString(run.failure->hint)));
        return;
    }
    context_.window.banner()->hide();
    if (run.phase == RunPhase::Stopped && keeps_)
        context_.window.banner()->show(
            widgets::BannerKind::Note,
            tr("Stopped early: %n candidate(s) kept.", {}, static_cast<int>(run.candidates.size())),
            tr("They can be chosen and exported like those of a whole run."));
    const QString how = run.phase == RunPhase::Stopped ? tr("stopped") : tr("finished");
    context_.log(tr("%1 after %2 s, %3 candidates").arg(how).arg(seconds, 0, 'f', 1).arg(run.candidates.size()));
    const viewer::SceneView* view = context_.window.solid()->view();
    if (view->renderCount() > 0)
        context_.log(tr("  drawing: %1 times, %2 ms each")
                         .arg(view->renderCount())
                         .arg(view->renderMilliseconds() / static_cast<double>(view->renderCount()), 0, 'f', 1));
    for (const auto& [stage, spent] : run.seconds)
        context_.log(QString("  %1: %2 s").arg(QString::fromStdString(stage)).arg(spent, 0, 'f', 2));
}

/// One preview at a time, the one wanted last next.
void RunControl::buildPreview(size_t step) {
    wantedStep_ = step;
    if (previewing_) return;
    previewing_ = true;
    wantedStep_.reset();
    context_.jobs.start(context_.document.buildPreviews({step}), Lane::Light, [this](const JobOutcome&) {
        previewing_ = false;
        const auto next = std::exchange(wantedStep_, std::nullopt);
        if (next && !context_.document.preview(*next)) buildPreview(*next);
    });
}

void RunControl::analyse(int slot) {
    if (!analysing_.insert(slot).second) return;
    context_.jobs.start(context_.document.analyse(slot), Lane::Light, [this, slot](const JobOutcome& outcome) {
        if (!outcome.ok()) return;  // another try would fail again
        analysing_.erase(slot);
        if (context_.document.candidate(slot) && !context_.document.analysis(slot)) analyse(slot);  // it changed
    });
}

void RunControl::drawThumbnails() {
    for (const CandidatePtr& candidate : context_.document.run().candidates) {
        if (candidate->mesh.triangles.empty() || context_.window.galleryModel()->hasThumbnail(candidate->slot) ||
            !drawing_.insert(candidate.get()).second)
            continue;
        const auto picture = std::make_shared<Image>();
        const qreal ratio = context_.window.devicePixelRatioF();
        const QSize size = widgets::GalleryDelegate::kPicture * ratio;
        const bool dark = dark_;
        context_.jobs.start(
            makeJob([candidate, picture, size,
                     dark] { *picture = viewer::renderThumbnail(candidate->mesh, size.width(), size.height(), dark); },
                    [this, candidate, picture, dark](const JobOutcome& outcome) {
                        drawing_.erase(candidate.get());
                        const bool there = context_.document.candidate(candidate->slot) == candidate;
                        if (!outcome.ok() || !there || dark != dark_) return;
                        context_.window.galleryModel()->setThumbnail(candidate->slot, widgets::toQImage(*picture));
                    }),
            Lane::Light);
    }
}

}  // namespace img2cadseq::desktop
