#pragma once
// Predicted levels are blurred where one face ends and another begins; the picture's edges are not. Pixels are gathered
// into regions that no edge parts (Felzenszwalb and Huttenlocher, IJCV 2004), and each region lies at one level.

#include "fit/observation.h"

namespace img2cadseq {

struct RegionOptions {
    double scale = 3.0;     ///< larger: larger regions; as k in the paper, differences being of order 1
    double levelShare = 4;  ///< what a difference of levels counts beside an edge of full strength
    double blur = 0.01;     ///< difference of levels from pixel to pixel that is none
    int least = 10;         ///< pixels; smaller ones join the neighbour that is parted from them least
};

/// The level of each pixel of `which` (255) after its region's median; other pixels as they were. The view has levels.
FloatMap levelsByRegion(const View& view, const Mask& which, const RegionOptions& options = {});

}  // namespace img2cadseq
