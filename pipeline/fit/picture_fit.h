#pragma once
// A candidate's own numbers moved to agree with all evidence: each parameter a little up and down, loops and blocks
// that explain nothing left out, camera and sides in between.

#include <stop_token>

#include "fit/placement.h"

namespace img2cadseq {

struct PictureFitOptions {
    int evaluations = 400;  ///< of changed candidates at most
    double step = 0.04;     ///< first change of a parameter; longest side 1
    int halvings = 2;       ///< of the step
    double gain = 5e-4;     ///< a change that brings less is not made
};

/// Deterministic; the sequence is valid wherever the start was. Without a view the start is returned.
Placement fittedToPicture(const Placement& start, const Scorer& scorer, const PictureFitOptions& options = {},
                          std::stop_token stop = {});

}  // namespace img2cadseq
