#pragma once
// A candidate brought into place under all evidence at once: its camera moves and its sides are stretched, the drawing
// stays.

#include "fit/score.h"

namespace img2cadseq {

struct PlacementOptions {
    int coarse = 400;     ///< evaluations of a wide search (CMA-ES) on coarse pictures at most; 0: none
    int fine = 120;       ///< of a close one (Powell's BOBYQA) on fine pictures
    double turn = 0.15;   ///< radians that the wide search first spreads the rotation by
    double sides = 0.15;  ///< the same of the logarithms of the sides; 0: they stay
};

struct Placement {
    CadSequence sequence;
    Standpoint from;     ///< pictures of the start's size
    double value = 0.0;  ///< Scorer::guide
};

/// Deterministic. The start where nothing is better, or there is no view. The sequence is valid. Whatever rotation,
/// perspective and sides are tried, the silhouette's rectangle is laid on the mask's first.
Placement placed(const CadSequence& sequence, const Standpoint& from, const Scorer& scorer,
                 const PlacementOptions& options = {});

}  // namespace img2cadseq
