#pragma once
// Surfaces that face along an axis of the part's box, and how high over the box's far side they lie: the same number
// however the axes are named or turned.

#include <optional>

#include "geometry/box.h"
#include "geometry/vec.h"

namespace img2cadseq::csg {

/// Place of `point` along the axis of `box` that the unit normal faces along (to about eight degrees): 0 on the box's
/// far side, 1 on the side that the normal looks out of. None where it faces no axis.
std::optional<double> levelOf(const Box3& box, const Vec3& normal, const Vec3& point);

}  // namespace img2cadseq::csg
