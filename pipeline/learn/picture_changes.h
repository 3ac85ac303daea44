#pragma once
// How pictures of made parts are changed before the lifter learns from them: drawn, seen small, cut off, developed
// otherwise.

#include "core/random.h"
#include "geometry/raster.h"
#include "synth/buffers.h"

namespace img2cadseq::learn {

/// A line drawing, as large as the buffers, as it is made of predicted edges: creases are found less surely than
/// outlines, some not at all, and here and there one is seen where none is.
Image drawn(const synth::Buffers& b, Random random);

/// Another camera's idea of the same picture: contrast, brightness and gamma, now and then without colour.
void developOtherwise(Image& picture, Random random);

/// The picture as a crop of one that shows the part small, enlarged: averaged over coarser pixels or, as programs draw
/// without smoothing, one of each; up to `most` times enlarged.
void seeSmall(Image& picture, Random random, double most = 6.0);

/// The picture as if it ended nearer to the part on some sides: from there on its border is repeated, as it is where a
/// crop reaches beyond the photograph.
void endInside(Image& picture, const Mask& mask, Random random);

}  // namespace img2cadseq::learn
