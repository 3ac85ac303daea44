#pragma once
// Sets of shapes against sets of shapes: coverage, least matching distance, Jensen-Shannon divergence of where points
// lie.

#include <stop_token>
#include <vector>

#include "geometry/vec.h"

namespace img2cadseq::metrics {

inline constexpr size_t kSetPoints = 2000;  ///< points a cloud
inline constexpr int kSetGrid = 28;         ///< cells along each side of [-1, 1]^3 for JSD

using Cloud = std::vector<Vec3>;

/// Mean to the origin, then divided by the largest norm. Throws Error(BadGeometry) on no points, or all in one place.
Cloud inUnitBall(const Cloud& cloud);

struct SetDistances {
    double coverage = 0.0;  ///< COV: distinct references that are some sample's nearest, over references
    double mmd =
        0.0;  ///< MMD: mean over references of the least d to a sample; d = squared chamfer sum, in units of the ball
    double jsd = 0.0;  ///< Jensen-Shannon divergence of the two occupancy grids, in bits: 0 the same, 1 disjoint
};

/// Clouds are used as given: bring them to the unit ball first. `threads` 0: all cores. Throws Error(BadGeometry) on an
/// empty set, Error(Stopped) where `stop` is asked for.
SetDistances compareSets(const std::vector<Cloud>& samples, const std::vector<Cloud>& references, unsigned threads = 0,
                         std::stop_token stop = {});

/// Jensen-Shannon divergence alone; points outside [-1, 1]^3 count in the cell at the border.
double jensenShannon(const std::vector<Cloud>& a, const std::vector<Cloud>& b);

}  // namespace img2cadseq::metrics
