#pragma once
// Boxes and cylinders that groups of points may be of. Private to fit/.

#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/unexplained.h"

namespace img2cadseq {

/// Prisms around a group, along the axes and slanted about each of them, grown to where they stand on the solid (Join)
/// or open it (Cut); none where that is farther than `farthest`. The surface is looked for in steps of `step`.
std::vector<ExtrudeBlock> prismsOf(const csg::Solid& solid, const Points& group, BooleanOp op, double step,
                                   double farthest);

/// Cuts from a patch of the surface that faces along `normal` through what is behind it; `rim` wider than the patch.
std::vector<ExtrudeBlock> cutsThrough(const csg::Solid& solid, const Points& patch, const Vec3& normal, double rim,
                                      double step);

}  // namespace img2cadseq
