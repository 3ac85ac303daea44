#pragma once
// One input through the reconstructor, inside a worker.

#include "infer/loader.h"

namespace img2cadseq::cli {

/// Runs to the end and returns what was found. Throws Error: what failed, or Stopped after an interrupt.
Reconstruction reconstructCase(Reconstructor& reconstructor, const ReconstructInput& input,
                               const ReconstructOptions& options);

}  // namespace img2cadseq::cli
