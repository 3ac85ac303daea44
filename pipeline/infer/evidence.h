#pragma once
// How well candidates explain an observation, and which of them are the same part.

#include <memory>
#include <vector>

#include "csg/solid.h"
#include "fit/observation.h"
#include "metrics/nearest.h"

namespace img2cadseq::infer {

/// What is asked of every candidate, made ready once. Thread-safe. The observation must outlive it.
class Evidence {
public:
    explicit Evidence(const Observation& observation);

    /// Refines the candidate's camera, from where it is, against the mask where there is a view, then fills its score.
    void judge(Candidate& candidate, const csg::Solid& solid) const;

private:
    const Observation& observation_;
    std::unique_ptr<metrics::PointTree> tree_;
};

/// Which cells of a grid over `box` lie inside.
std::vector<bool> insideGrid(const csg::Solid& solid, const Box3& box, int n = 32);
double overlapOf(const std::vector<bool>& a, const std::vector<bool>& b);

/// Above this overlap two candidates are one part.
inline constexpr double kSamePart = 0.98;

}  // namespace img2cadseq::infer
