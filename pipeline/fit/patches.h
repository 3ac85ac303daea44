#pragma once
// Connected pixels of a predicted map that are likely enough.

#include <vector>

#include "fit/observation.h"
#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

using Patch = std::vector<Vec2>;  ///< middles of its pixels

/// Those over `likely`, four neighbours each. Largest first. Deterministic.
std::vector<Patch> patchesOf(const FloatMap& map, float likely);

/// The same, parted where two peaks stand out beside one another: both rise by `prominence` of their height above the
/// saddle between them, over `fewest` pixels at least. Of each hill what is over half of its peak.
std::vector<Patch> hillsOf(const FloatMap& map, float likely, float prominence, double fewest);

/// Probability a pixel that the view looks into an opening or a pocket, of the size of its maps; empty without both.
FloatMap mouthsOf(const View& view);

}  // namespace img2cadseq
