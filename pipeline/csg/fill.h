#pragma once
// How much of each cell of a box's grid a solid fills.

#include <vector>

#include "csg/solid.h"

namespace img2cadseq::csg {

struct Fill {
    std::vector<float> cells;  ///< side^3 of them, 0..1; cell (i, j, k) along x, y, z is (k * side + j) * side + i
    double outside = 0.0;      ///< volume beyond the box, in cells: of all that lies along x, and within `rim` cells
                               ///< across it
};

/// Over the box of `size` centred at the origin. One ray a row of cells, along x: sampled across, exact along.
Fill fillOf(const Solid& solid, const Vec3& size, int side, int rim = 0);

}  // namespace img2cadseq::csg
