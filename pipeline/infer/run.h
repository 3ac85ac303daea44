#pragma once
// The stages of one run, in their order.

#include "infer/aligned_parts.h"
#include "infer/diffusion_source.h"
#include "infer/picture.h"
#include "infer/reconstructor.h"
#include "infer/refinement.h"

namespace img2cadseq::infer {

/// Loaded when a run first asks for them, kept for the next.
struct Networks {
    PictureStage pictures;
    Refinement refinement;
    DiffusionNetworks diffusion{kDiffusionFile};
    AlignmentNetwork alignment{kAlignmentFile};
};

/// Sends every event but Failed, and Stopped only with what was kept; otherwise throws Error, of code Stopped where
/// that was asked for.
void runStages(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
               const StopTokens& stop, Networks& networks);

}  // namespace img2cadseq::infer
