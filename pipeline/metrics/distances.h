#pragma once
// Distances between two sampled surfaces.

#include <optional>
#include <vector>

#include "metrics/sampling.h"

namespace img2cadseq::metrics {

/// Points nearer than this count as found, in units of the longest side.
inline constexpr double kFScoreDistance = 0.02;

/// Between surfaces brought to unit scale (see normalised).
struct PointDistances {
    double cd = 0.0;    ///< 1000 * (mean d^2 a->b + mean d^2 b->a)
    double cdL1 = 0.0;  ///< 1000 * (mean d a->b + mean d b->a) / 2
    double f1 = 0.0;    ///< harmonic mean of the shares of either side within kFScoreDistance of the other
    std::optional<double> normalConsistency;  ///< mean |n . n_nearest|, both ways averaged; where normals are known
};

PointDistances distances(const std::vector<Vec3>& a, const std::vector<Vec3>& b);
PointDistances distances(const SurfacePoints& a, const SurfacePoints& b);

}  // namespace img2cadseq::metrics
