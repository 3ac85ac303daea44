#pragma once
// Prisms of any outline that groups of points may be of: the floor of a pocket with its walls, a flange that is no box.
// Private to fit/.

#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/group_prisms.h"
#include "fit/unexplained.h"
#include "geometry/point_cloud.h"

namespace img2cadseq {

/// For each axis along which the group is no box: what it covers seen along the axis, its border drawn to the cloud's
/// walls, grown as prismsOf() does; once with the holes in it and once without.
std::vector<ExtrudeBlock> outlinedPrisms(const PointCloud& cloud, const csg::Solid& solid, const Points& group,
                                         BooleanOp op, const GroupReach& reach);

}  // namespace img2cadseq
