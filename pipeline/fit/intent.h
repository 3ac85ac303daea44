#pragma once
// What the designer meant: numbers that are nearly equal, symmetric or evenly spaced are made so, and what is there by
// accident goes. Every change stands only where the evidence bears it.

#include <stop_token>

#include "cad/sequence.h"
#include "fit/observation.h"
#include "fit/parameters.h"

namespace img2cadseq {

struct IntentOptions {
    double reach = 0.012;     ///< numbers nearer than this may be one; longest side 1
    double tolerance = 3e-5;  ///< what a change may cost of CloudEvidence::distance,
    double share = 0.05;      ///< and this share of it besides: poor evidence refutes less
    double seconds = 0.5;     ///< of this thread's processor time
};

/// Simplifies, leaves out loops and blocks that explain nothing, then snaps radii, coordinates, symmetry about the
/// box's mid-planes and even spacing. Valid wherever the start was.
CadSequence withIntent(const CadSequence& start, const Observation& observation, const IntentOptions& options = {},
                       std::stop_token stop = {});

/// Fit, intent, and fit again with what intent tied.
ParameterFit refined(const CadSequence& start, const Observation& observation, const FitOptions& fit = {},
                     const IntentOptions& intent = {}, std::stop_token stop = {});

}  // namespace img2cadseq
