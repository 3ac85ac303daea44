#pragma once
// The lifter's sides of the part's box corrected by what it says of every pixel: under a hypothesis's turn, the points
// of the first surface over their places in the box (LifterMaps::BoxX ...) give its sides. One number regressed from
// tokens scatters; a thousand pixels do less. Private to nn/.

#include "nn/lifter.h"

namespace img2cadseq::nn {

/// Like output.camera ([B, LifterCamera::Count]), with the sides of each hypothesis corrected by least squares, robust
/// by reweighting. Sides along which the seen points say little stay as they were.
torch::Tensor withSidesByPoints(const LifterOutput& output);

}  // namespace img2cadseq::nn
