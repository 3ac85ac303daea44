#pragma once
// A candidate against the predicted occupancy of the part's box.

#include "csg/solid.h"
#include "fit/observation.h"

namespace img2cadseq {

/// Expected IoU of the solid with a part whose cells are independent: sum c p / (sum c + sum p - sum c p) for fills c
/// and probabilities p, laid over a box of `boxSize`. What the solid has outside the box counts against it.
double expectedOverlap(const csg::Solid& solid, const Occupancy& occupancy, const Vec3& boxSize);

/// The probability at a point, between the cells' middles interpolated; 0 outside the box.
double probabilityAt(const Occupancy& occupancy, const Vec3& point);

}  // namespace img2cadseq
