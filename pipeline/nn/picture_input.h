#pragma once
// What the lifter sees of a crop. No torch.

#include <vector>

#include "geometry/raster.h"

namespace img2cadseq::nn {

/// [5][side][side]: red, green, blue in [-1, 1]; mask 0 or 1 (no mask given: 0 everywhere); brightness about its mean
/// nearby, over its deviation nearby (edges between pale faces are as plain there as others), in [-2, 2]. Picture and
/// mask are square and of one size.
std::vector<float> pictureInput(const Image& picture, const Mask& mask);

}  // namespace img2cadseq::nn
