#pragma once
// Pockets and openings that a picture is predicted to look into, cut into a candidate that is in place.

#include "fit/placement.h"

namespace img2cadseq {

/// What is predicted of depth, levels and occupancy is too smooth to show them clearly, so being a little against them
/// does not count: each patch of the maps is cut unless the evidence loses more than the patch is likely, or much
/// without those maps. Half as deep as predicted. Deterministic; the sequence stays valid.
Placement carved(Placement placement, const Scorer& scorer);

}  // namespace img2cadseq
