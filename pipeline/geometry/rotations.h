#pragma once
// The 24 rotations that map the coordinate axes onto themselves.

#include <array>

#include "geometry/vec.h"

namespace img2cadseq {

/// Fixed order; index 0 is the identity. Every matrix has entries -1, 0, 1 and determinant 1.
const std::array<Mat3, 24>& axisRotations();

}  // namespace img2cadseq
