#pragma once
// A line drawing of a part: what is left of a picture when colour, light and prints are gone. No torch.

#include "geometry/raster.h"

namespace img2cadseq::nn {

/// Black lines on white, `side` x `side` pixels, from a square map of how probably an edge crosses each of its cells.
Image drawingOf(const FloatMap& edges, int side);

}  // namespace img2cadseq::nn
