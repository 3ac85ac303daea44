#pragma once
// Proposals from a predicted occupancy: the part as a stack of prisms along one axis, each as thick as the field's
// section stays about the same.

#include "cad/sequence.h"
#include "fit/observation.h"

namespace img2cadseq {

struct FieldOptions {
    double level = 0.45;      ///< probability from which a place counts as material
    double layerPrice = 0.1;  ///< of one more layer: share of a slice that must change by one for it
    int most = 4;             ///< layers
    int refine = 4;           ///< section pixels a cell
    bool carve = false;       ///< take away what the view's camera sees beside the mask
};

/// For axis 0, 1, 2: the stack along it, New first, in the box of the occupancy; empty where nothing is found. The
/// observation has an occupancy; `carve` needs its view.
CadSequence fieldProposal(const Observation& observation, int axis, const FieldOptions& options = {});

}  // namespace img2cadseq
