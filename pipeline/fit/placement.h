#pragma once
// A candidate brought into place under all evidence at once: its camera moves and its sides are stretched, the drawing
// stays.

#include "fit/score.h"

namespace img2cadseq {

struct PlacementOptions {
    int evaluations = 150;      ///< at most, in each of two rounds
    double reach = 0.3;         ///< radians the rotation may change
    bool stretch = true;        ///< the sides may change,
    double stretchReach = 0.4;  ///< by this logarithm at most
};

struct Placement {
    CadSequence sequence;
    Standpoint from;     ///< pictures of the start's size
    double value = 0.0;  ///< Scorer::guide
};

/// Derivative-free (Powell's BOBYQA), deterministic. The start where nothing is better, or there is no view. The
/// sequence is valid.
Placement placed(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                 const PlacementOptions& options = {});

}  // namespace img2cadseq
