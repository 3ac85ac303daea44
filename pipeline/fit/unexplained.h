#pragma once
// Where a candidate and a measured cloud disagree: points far from the surface, and surface far from all points, in
// groups. Private to fit/.

#include <vector>

#include "csg/solid.h"
#include "metrics/nearest.h"

namespace img2cadseq {

using Points = std::vector<Vec3>;

/// Points that lie farther from the surface than `off`, and than the cloud's noise explains: `noise` (its deviation),
/// or what the solid's own surface says of it where that is less.
struct LeftPoints {
    Points outside, inside;  ///< of the solid
};
LeftPoints leftPoints(const csg::Solid& solid, const Points& cloud, double off, double noise);

/// Surface that has no point of the cloud within `gap`.
struct BareSurface {
    Points points, normals;
};
BareSurface bareSurface(const csg::Solid& solid, const metrics::PointTree& cloud, double gap);

/// Points linked by steps of at most `link`: the largest groups, largest first, of `fewest` points at least.
std::vector<Points> groupsOf(const Points& points, double link, size_t fewest);

}  // namespace img2cadseq
