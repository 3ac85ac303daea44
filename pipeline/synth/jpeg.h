#pragma once
// The loss of JPEG coding without the coding: 8 x 8 cosine transform, quantised with the standard's tables (ITU-T T.81,
// Annex K), colour at half resolution.

#include "geometry/raster.h"

namespace img2cadseq::synth {

/// `quality` 1 to 100 as libjpeg counts it.
void degradeLikeJpeg(Image& image, int quality);

}  // namespace img2cadseq::synth
