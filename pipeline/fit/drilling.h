#pragma once
// Holes that a picture's edges show beyond doubt, drilled into a candidate that is in place.

#include "fit/placement.h"

namespace img2cadseq {

/// Predicted depths and occupancy are too smooth to show a screw's hole, so they may not veto it: what counts is that
/// the picture's edges agree better with the hole than without. Through the material behind, or blind where the rest of
/// the evidence prefers that clearly. Deterministic; the sequence stays valid.
Placement drilled(Placement placement, const Scorer& scorer);

}  // namespace img2cadseq
