#pragma once
// What is known of one run so far: the sum of its events, as the views show it.

#include <memory>
#include <optional>
#include <vector>

#include "document/changes.h"
#include "infer/reconstructor.h"

namespace img2cadseq {

enum class RunPhase { None, Running, Finished, Stopped, Failed };

/// A candidate with its mesh and solid; shared, never changed, safe on any thread.
using CandidatePtr = std::shared_ptr<const RankedCandidate>;

struct RunState {
    RunPhase phase = RunPhase::None;
    ReconstructOptions options;            ///< it was started with
    std::optional<Image> photo;            ///< upright
    std::optional<Mask> mask;              ///< of the photo's size
    PointCloud coarse, refined;            ///< about the origin, longest side (along `axes`) 1
    std::optional<Mat3> axes;              ///< see Reconstruction::axes
    std::optional<Camera> camera;          ///< of the crop that the networks saw; see photo_camera.h
    std::vector<DenoiseStep> steps;        ///< in the order in which they came
    std::vector<CandidatePtr> candidates;  ///< in rank order, best first; their `slot` names them
    StageProgress progress;                ///< newest
    std::optional<Failed> failure;         ///< what went wrong and what to do, in plain words
    bool scaleKnown = false;
    double ownLength = 0.0;  ///< see Reconstruction
    std::string device;
    std::map<std::string, std::string> weights;
    std::vector<std::pair<std::string, double>> seconds;

    /// Takes the event in. Returns what changed.
    Changes apply(ReconstructEvent&& event);
    /// Takes the candidate in by its score, in its old one's place where there is one; the others stay.
    void place(RankedCandidate&& candidate);
    /// Of the run's parts, in mm, as it makes them; 0: not known.
    double longestMm() const;
    /// Null where there is none of that slot.
    CandidatePtr find(int slot) const;
    bool active() const { return phase == RunPhase::Running; }
};

/// The run as the events that would make it again, without progress; what sessions save.
std::vector<ReconstructEvent> eventsOf(const RunState& run);
/// The run as one result, for Reconstructor::write. `input` is its name.
Reconstruction reconstructionOf(const RunState& run, const std::string& input);

}  // namespace img2cadseq
