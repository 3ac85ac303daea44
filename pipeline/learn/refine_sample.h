#pragma once
// Training samples of UA-DGCNN: a cloud of a generated part as scans or the image lifter give it, where its points
// belong and how near to sharp edges. No torch. Deterministic in (seed, index), safe on any thread.

#include <cstdint>
#include <optional>
#include <vector>

#include "cad/sequence.h"
#include "core/random.h"
#include "csg/solid.h"
#include "geometry/point_cloud.h"
#include "metrics/nearest.h"

namespace img2cadseq::learn {

struct RefineData {
    uint64_t seed = 1;
    int points = 2048;
    double clean = 0.1;   ///< share of the measured clouds left as they are
    double noise = 0.0;   ///< deviation of the noise; 0: drawn anew for each cloud
    double turned = 0.4;  ///< share of clouds turned at random, the rest along the axes in any of the 24 ways
    double lifted = 0.5;  ///< share of clouds as the image lifter gives them (imitatedLift), the rest as measured
    double bare = 0.0;    ///< share of the parts that are bare boxes, rods, discs and tubes
};

struct RefineSample {
    std::vector<Vec3f> points;
    std::vector<Vec3f> displacement;  ///< to the nearest point of the true surface, at most kFarthest long
    std::vector<float> importance;    ///< exp(-(d / kEdgeReach)^2), d from where the point belongs to a sharp edge
};
inline constexpr double kFarthest = 0.1, kEdgeReach = 0.03;

RefineSample makeRefineSample(const RefineData& data, uint64_t index);

/// A solid's surface and sharp edges, to be asked for the nearest place of either.
class TrueSurface {
public:
    /// Throws Error(BadGeometry) where there is no surface.
    TrueSurface(const csg::Solid& solid, Random random);

    /// Of the surface, to about 0.001.
    Vec3 nearest(const Vec3& point) const;
    /// Infinite where there are no sharp edges.
    double toEdge(const Vec3& point) const;
    bool hasEdges() const { return edges_.has_value(); }
    const std::vector<Vec3>& samples() const { return surface_->points(); }  ///< dense, even

private:
    const csg::Solid& solid_;
    std::optional<metrics::PointTree> surface_, edges_;
};

/// `count` points of the surface as scans give them: noise, outliers, now and then missing sides and patches, uneven
/// density or a bent whole.
PointCloud measuredCloud(const csg::Solid& solid, const RefineData& data, Random random);

}  // namespace img2cadseq::learn
