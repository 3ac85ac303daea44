#pragma once
// Round holes that a picture's edges show in the faces of a candidate.

#include "cad/sequence.h"
#include "core/random.h"
#include "fit/observation.h"

namespace img2cadseq {

/// A circle on the cap of a block that faces the camera, in the coordinates of the block's sketch.
struct RoundEdge {
    size_t block = 0, profile = 0;
    Circle circle;
    double share = 0.0;  ///< of its circumference along which edges were seen
};

struct RoundEdgeOptions {
    double smallest = 0.015, largest = 0.4;  ///< radii; longest side 1
    double leastShare = 0.75;                ///< ends of slots and rounded corners stay below
    int most = 6;                            ///< of them in all, the best seen first
    int draws = 600;                         ///< of three edge points a cap
};

/// Seen edges laid back on the caps; circles through three of them at random that many others lie on. None where a
/// hole of the profile already is. `camera` sees canonical axes; the edges are in its pixels. Deterministic.
std::vector<RoundEdge> roundEdges(const CadSequence& sequence, const Camera& camera,
                                  const std::vector<EdgePoint>& edges, const RoundEdgeOptions& options = {});

/// The hole through its block; or, where `depth` is over 0, a cut of its own so deep into the cap.
CadSequence withHole(const CadSequence& sequence, const RoundEdge& hole, const Camera& camera, double depth = 0.0);

}  // namespace img2cadseq
