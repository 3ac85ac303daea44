#pragma once
// Pockets and openings that a picture is predicted to look into, cut into a candidate that is in place.

#include "fit/placement.h"

namespace img2cadseq {

/// What is predicted of depth, levels and occupancy is too smooth to show them clearly, so it may not veto what the
/// maps of pockets and openings show: each is cut unless the evidence loses more than that is likely. Deterministic;
/// the sequence stays valid.
Placement carved(Placement placement, const Scorer& scorer);

}  // namespace img2cadseq
