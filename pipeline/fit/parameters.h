#pragma once
// The continuous parameters of a candidate moved to agree with the cloud: least squares over the exact distance field
// and its derivatives (csg/distance.h), robust and bounded, nearest features found anew each round.

#include <stop_token>

#include "cad/sequence.h"
#include "fit/observation.h"

namespace img2cadseq {

struct FitOptions {
    size_t points = 1500;         ///< of the cloud, evenly taken
    int rounds = 6;               ///< of nearest features
    double seconds = 0.5;         ///< of this thread's processor time; a fit that reaches it returns what it has
    double loss = 0.01;           ///< residuals beyond this count less and less; longest side 1
    double predictedLoss = 0.03;  ///< the same where the cloud is a network's
    double reach = 0.05;          ///< no parameter moves further than this in one round
};

struct ParameterFit {
    CadSequence sequence;  ///< valid wherever the start was; the start itself where nothing was gained
    double before = 0.0;   ///< CloudEvidence::distance of the start
    double after = 0.0;
    bool improved = false;
};

/// Keeps the structure, and what ParameterSpace ties. Where the limit of time is not reached, the same input gives the
/// same result. Without a cloud, or for a start that is not valid, the start is returned.
ParameterFit fitParameters(const CadSequence& start, const Observation& observation, const FitOptions& options = {},
                           std::stop_token stop = {});

}  // namespace img2cadseq
