#pragma once
// Proposals from predicted levels: what faces the camera along one axis of the box lies at a few heights over the far
// side, and the part is the stack of prisms that ends there. So are most printed and milled parts, seen from above.

#include <optional>

#include "cad/sequence.h"
#include "fit/level_regions.h"
#include "fit/observation.h"

namespace img2cadseq {

struct HeightFieldOptions {
    double levelPrice = 0.006;                               ///< see LevelOptions
    std::optional<RegionOptions> regions = RegionOptions{};  ///< levels are evened within what no edge parts
    int resolution = 144;                                    ///< cells along the longer side of the section
};

/// For axis 0, 1, 2: the stack along it in the observation's box, New first; empty where too little faces the camera
/// along it. The observation has a view; empty where nothing was predicted of levels.
CadSequence heightFieldProposal(const Observation& observation, int axis, const HeightFieldOptions& options = {});

}  // namespace img2cadseq
