#pragma once
// One result against its reference: every figure that is reported of a pair.

#include <optional>

#include "metrics/distances.h"
#include "metrics/overlap.h"
#include "metrics/topology.h"

namespace img2cadseq::metrics {

struct CompareOptions {
    bool anyRotation =
        false;  ///< take the best of the 24 axis rotations, for a reference whose frame is not the part's
    size_t points = kSurfacePoints;
    int grid = kOverlapGrid;
    uint64_t seed = 0;
};

struct Comparison {
    PointDistances distances;
    Overlap overlap;
    std::optional<int> genus, genusReference;
    int rotation = 0;  ///< index into axisRotations() by which the result was turned
    /// Holes right: both closed and of the same genus.
    bool holesRight() const { return genus && genus == genusReference; }
};

/// Both are normalised first. Throws Error(BadGeometry) where either has no area.
Comparison compare(const Mesh& result, const Mesh& reference, const CompareOptions& options = {});

/// What the reference scores against itself, sampled twice: below this a distance says nothing.
PointDistances samplingFloor(const Mesh& reference, const CompareOptions& options = {});

}  // namespace img2cadseq::metrics
