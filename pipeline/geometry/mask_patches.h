#pragma once
// What hangs together in a mask.

#include <vector>

#include "geometry/raster.h"

namespace img2cadseq {

struct Pixel {
    int x = 0, y = 0;  ///< column and row
};

/// Pixels that are not 0, four neighbours each; patches in the order of their first pixels. Deterministic.
std::vector<std::vector<Pixel>> patchesOf(Mask mask);

}  // namespace img2cadseq
