#pragma once
// One input through the reconstructor.

#include "core/progress.h"
#include "infer/loader.h"

namespace img2cadseq::cli {

/// Runs to the end and returns what was found. `progress` is told the stage with every event, which all are signs of
/// life. Throws Error: what failed, or Stopped after an interrupt.
Reconstruction reconstructCase(Reconstructor& reconstructor, const ReconstructInput& input,
                               const ReconstructOptions& options, const ProgressSink& progress);

}  // namespace img2cadseq::cli
