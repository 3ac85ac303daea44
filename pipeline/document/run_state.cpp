#include "document/run_state.h"

#include <algorithm>

namespace img2cadseq {
namespace {

/// Each event's effect on the run; returns what changed.
struct Apply {
    RunState& run;

    Changes operator()(PhotoReady&& event) const {
        run.photo = std::move(event.photo);
        run.mask = std::move(event.mask);
        return kMaskChanged;
    }
    Changes operator()(CoarseCloud&& event) const {
        run.coarse = std::move(event.cloud);
        run.camera = event.camera;
        run.ownLength = event.ownLength;
        return kCoarseChanged;
    }
    Changes operator()(RefinedCloud&& event) const {
        run.refined = std::move(event.cloud);
        return kRefinedChanged;
    }
    Changes operator()(DenoiseStep&& event) const {
        run.steps.push_back(std::move(event));
        return kStepsChanged;
    }
    Changes operator()(CandidateReady&& event) const {
        std::erase_if(run.candidates, [&](const CandidatePtr& c) { return c->slot == event.candidate.slot; });
        const auto count = static_cast<int>(run.candidates.size());
        const auto place = run.candidates.begin() + std::clamp(event.rankSoFar - 1, 0, count);
        run.candidates.insert(place, std::make_shared<const RankedCandidate>(std::move(event.candidate)));
        return kCandidatesChanged;
    }
    Changes operator()(StageProgress&& event) const {
        run.progress = std::move(event);
        return kProgressChanged;
    }
    Changes operator()(Finished&& event) const {
        run.phase = RunPhase::Finished;
        run.progress = {run.progress.stage, 1.0, 0.0};
        return take(std::move(event.result));
    }
    Changes operator()(Stopped&& event) const {
        run.phase = RunPhase::Stopped;
        return take(std::move(event.result));
    }
    Changes operator()(Failed&& event) const {
        run.phase = RunPhase::Failed;
        run.failure = std::move(event);
        return kPhaseChanged;
    }

    /// The final ranking; what was stopped without one keeps the ranking so far.
    Changes take(Reconstruction&& result) const {
        if (!result.device.empty()) run.device = std::move(result.device);
        if (!result.weights.empty()) run.weights = std::move(result.weights);
        if (!result.seconds.empty()) run.seconds = std::move(result.seconds);
        run.scaleKnown = run.scaleKnown || result.scaleKnown;
        if (result.axes) run.axes = result.axes;
        if (result.ranked.empty()) return kPhaseChanged;
        run.candidates.clear();
        for (RankedCandidate& one : result.ranked)
            run.candidates.push_back(std::make_shared<const RankedCandidate>(std::move(one)));
        return kPhaseChanged | kCandidatesChanged;
    }
};

}  // namespace

Changes RunState::apply(ReconstructEvent&& event) { return std::visit(Apply{*this}, std::move(event)); }

void RunState::place(RankedCandidate&& candidate) {
    const auto worth = [](const RankedCandidate& c) { return c.valid ? c.candidate.score.total : -1.0; };
    const auto better = std::count_if(candidates.begin(), candidates.end(), [&](const CandidatePtr& c) {
        return c->slot != candidate.slot && worth(*c) >= worth(candidate);
    });
    apply(CandidateReady{static_cast<int>(better) + 1, std::move(candidate)});
}

double RunState::longestMm() const {
    const double given = options.longestMm();
    return given > 0 || !options.keepSize ? given : ownLength;
}

CandidatePtr RunState::find(int slot) const {
    const auto found =
        std::find_if(candidates.begin(), candidates.end(), [&](const CandidatePtr& c) { return c->slot == slot; });
    return found == candidates.end() ? nullptr : *found;
}

std::vector<ReconstructEvent> eventsOf(const RunState& run) {
    std::vector<ReconstructEvent> events;
    if (run.photo) events.emplace_back(PhotoReady{*run.photo, run.mask.value_or(Mask{})});
    if (run.coarse.size() > 0) events.emplace_back(CoarseCloud{run.coarse, run.camera, run.ownLength});
    if (run.refined.size() > 0) events.emplace_back(RefinedCloud{run.refined});
    for (const DenoiseStep& step : run.steps) events.emplace_back(step);
    int rank = 0;
    for (const CandidatePtr& candidate : run.candidates) events.emplace_back(CandidateReady{++rank, *candidate});
    Reconstruction rest;
    rest.scaleKnown = run.scaleKnown;
    rest.ownLength = run.ownLength;
    rest.axes = run.axes;
    rest.device = run.device;
    rest.weights = run.weights;
    rest.seconds = run.seconds;
    switch (run.phase) {
        case RunPhase::None: break;
        case RunPhase::Finished: events.emplace_back(Finished{std::move(rest)}); break;
        case RunPhase::Failed: events.emplace_back(run.failure.value_or(Failed{})); break;
        case RunPhase::Running:
        case RunPhase::Stopped: events.emplace_back(Stopped{std::move(rest)}); break;
    }
    return events;
}

Reconstruction reconstructionOf(const RunState& run, const std::string& input) {
    Reconstruction result;
    result.input = input;
    result.photo = run.photo;
    result.mask = run.mask;
    result.coarse = run.coarse;
    result.refined = run.refined;
    result.axes = run.axes;
    if (run.camera) result.observation.view.emplace().camera = *run.camera;
    for (const CandidatePtr& candidate : run.candidates) result.ranked.push_back(*candidate);
    result.scaleKnown = run.scaleKnown;
    result.ownLength = run.ownLength;
    result.device = run.device;
    result.weights = run.weights;
    result.seconds = run.seconds;
    return result;
}

}  // namespace img2cadseq
