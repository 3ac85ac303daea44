#pragma once
// A box of cells with probabilities, as plain data.

#include <cstddef>
#include <vector>

#include "geometry/vec.h"

namespace img2cadseq {

/// How probably each cell of the part's box is material, in the canonical frame: side^3 cells over the box, which is
/// centred at the origin. Cell (i, j, k) along x, y, z is probability[(k * side + j) * side + i], its middle at
/// ((i + 0.5) / side - 0.5) * boxSize.x, and so on.
struct Occupancy {
    int side = 0;           ///< 0: not known
    Vec3 boxSize{1, 1, 1};  ///< longest 1
    std::vector<float> probability;

    size_t index(int i, int j, int k) const { return (static_cast<size_t>(k) * side + j) * side + i; }
    Vec3 middle(int i, int j, int k) const {
        const double n = side;
        return {((i + 0.5) / n - 0.5) * boxSize.x, ((j + 0.5) / n - 0.5) * boxSize.y,
                ((k + 0.5) / n - 0.5) * boxSize.z};
    }
};

}  // namespace img2cadseq
