#pragma once
// Outlines of several loops that touch: brought to common corners, so that shared edges vanish.

#include <vector>

#include "csg/outline.h"

namespace img2cadseq::csg {

/// Corners nearer than `tolerance` become one; pieces are split where another's corner lies on them; then pieces that
/// run along each other in opposite senses are dropped and those in the same sense marked as shadows, all but the
/// first.
std::vector<Piece> simplified(std::vector<Piece> pieces, double tolerance);

}  // namespace img2cadseq::csg
