#pragma once
// From the user's file to an Observation.

#include "infer/reconstructor.h"

namespace img2cadseq::infer {

/// Reads a cloud, drops outliers, turns it to its part's own axes where it lies otherwise (result.axes), centres it and
/// scales its longest side to 1. Fills observation, coarse and,
/// as Refinement::refine() takes it, refined. Throws Error(BadInput or Io).
void prepareCloud(const ReconstructInput& input, Reconstruction& result);

}  // namespace img2cadseq::infer
