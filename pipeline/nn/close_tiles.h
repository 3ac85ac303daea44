#pragma once
// A crop in overlapping parts, each of the size that the lifter looks at. Private to nn/.

#include <vector>

#include <torch/torch.h>

#include "geometry/raster.h"

namespace img2cadseq::nn {

/// Top left corner of a part, in pixels of a crop of PictureLifter::kCloseSide; parts are of kPictureSide.
struct CloseTile {
    int x = 0, y = 0;
};

/// Those that the mask has pixels in; all of them without a mask.
std::vector<CloseTile> closeTiles(const Mask& mask);

/// [1, channels, kCloseSide, kCloseSide] -> [tiles, channels, kPictureSide, kPictureSide]
torch::Tensor cutOut(const torch::Tensor& crop, const std::vector<CloseTile>& tiles);

/// Maps of the tiles, [tiles, kEdgeSide, kEdgeSide], over the crop, [kCloseMapSide, kCloseMapSide]: where tiles overlap
/// their mean, what is near a tile's border counting less; 0 where there is none.
torch::Tensor putTogether(const torch::Tensor& maps, const std::vector<CloseTile>& tiles);

}  // namespace img2cadseq::nn
