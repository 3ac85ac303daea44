#pragma once
// Small holes, pins and steps that a measured cloud shows and a candidate lacks: too small to move the distance between
// the two (see leftovers.h), and told by the few points that they alone explain.

#include <stop_token>

#include "cad/sequence.h"
#include "fit/observation.h"

namespace img2cadseq {

struct DetailOptions {
    double off = 0.005;  ///< points farther than this from the surface are left over; longest side 1
    size_t fewest = 6;   ///< points of a group
    double most = 0.4;   ///< share of the points: a candidate that leaves more has no details yet
    double worth = 6.0;  ///< points that a block has to explain more than it leaves bare or puts off
    int rounds = 3;      ///< after each what is left over is grouped anew
};

/// The start with blocks behind its own, each cut or joined; valid wherever the start was. The start itself without a
/// cloud, and for a start that is not valid.
CadSequence withDetails(const CadSequence& start, const Observation& observation, const DetailOptions& options = {},
                        std::stop_token stop = {});

}  // namespace img2cadseq
