#pragma once
// Connected pixels of a map that are likely enough.

#include <vector>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

using Patch = std::vector<Vec2>;  ///< middles of its pixels

/// Those over `likely`, four neighbours each. Largest first. Deterministic.
std::vector<Patch> patchesOf(const FloatMap& map, float likely);

}  // namespace img2cadseq
