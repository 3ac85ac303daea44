#pragma once
// Boxes and cylinders that groups of points may be of. Private to fit/.

#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/unexplained.h"
#include "geometry/box.h"

namespace img2cadseq {

/// How the surface is looked for around a group.
struct GroupReach {
    double spacing = 0.0;   ///< mean distance of a place on the surface to the cloud's nearest point
    double step = 0.0;      ///< in which the surface is looked for
    double farthest = 0.0;  ///< it is no farther from the group
};

/// Prisms around a group, along the axes and slanted about each of them, grown to where they stand on the solid (Join)
/// or open it (Cut), but not past a side that the group's own points cover; none where that is too far.
std::vector<ExtrudeBlock> prismsOf(const csg::Solid& solid, const Points& group, BooleanOp op, const GroupReach& reach);

/// The group's box seen along `axes` (rows: u and v of a sketch, and the way it is extruded), grown likewise, in the
/// ways that are possible: a sheet of points may be the floor of what is above or below it.
std::vector<Box3> grownBoxes(const csg::Solid& solid, const Mat3& axes, const Points& group, BooleanOp op,
                             const GroupReach& reach);

/// Cuts from a patch of the surface that faces along `normal` through what is behind it; `rim` wider than the patch.
std::vector<ExtrudeBlock> cutsThrough(const csg::Solid& solid, const Points& patch, const Vec3& normal, double rim,
                                      double step);

}  // namespace img2cadseq
