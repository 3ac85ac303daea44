#pragma once
// How far a candidate is from a cloud, finely enough to steer a fit: the floor that comes from the cloud's spacing is
// taken off, so that a perfect candidate of a clean cloud is at about zero.

#include "csg/solid.h"
#include "fit/observation.h"
#include "metrics/nearest.h"

namespace img2cadseq {

class CloudEvidence {
public:
    /// Uses up to `points` of the cloud's, evenly spread over it. The cloud is not empty.
    explicit CloudEvidence(const PointCloud& cloud, size_t points = 1500);

    /// Mean distance of the cloud's points to the surface (exact field), plus how far the surface's points are from the
    /// cloud beyond its spacing; both weighted by confidence and cut at 0.1; plus a price for each side of the
    /// candidate's box that is not where the cloud ends. Longest side 1. Infinite for a candidate that is no solid.
    double distance(const CadSequence& candidate) const;

    const std::vector<Vec3>& points() const { return points_; }
    const std::vector<Vec3>& normals() const { return normals_; }  ///< unit; empty where the cloud has none
    const std::vector<double>& weights() const { return weights_; }
    double spacing() const { return spacing_; }

private:
    std::vector<Vec3> points_, normals_;
    std::vector<double> weights_;
    metrics::PointTree tree_;  ///< of the whole cloud
    Box3 box_;                 ///< of all points
    bool noisy_;               ///< so that the box is not the part's
    double spacing_;           ///< mean distance of a place on the surface to the cloud's nearest point
};

}  // namespace img2cadseq
