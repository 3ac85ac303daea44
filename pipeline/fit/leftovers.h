#pragma once
// What a candidate leaves unexplained of a measured cloud: groups of points that lie outside of it become prisms joined
// to it, groups inside prisms cut out of it: boxes, cylinders, or of the outline that the group covers. So what is too
// thin or too small for a grid is found, too.

#include <stop_token>

#include "cad/sequence.h"
#include "fit/observation.h"

namespace img2cadseq {

struct LeftoverOptions {
    double off = 0.012;  ///< points farther than this from the surface are left over; longest side 1
    size_t fewest = 6;   ///< points of a group
    double most = 0.4;   ///< share of the points: a candidate that leaves more is wrong as a whole
    int blocks = 8;      ///< added at most
    double gain = 1e-4;  ///< of CloudEvidence::distance, that a block is worth
};

/// The start with blocks behind its own; valid wherever the start was. The start itself where nothing is left over or
/// no block explains it, without a cloud, and for a start that is not valid.
CadSequence withLeftovers(const CadSequence& start, const Observation& observation, const LeftoverOptions& options = {},
                          std::stop_token stop = {});

}  // namespace img2cadseq
