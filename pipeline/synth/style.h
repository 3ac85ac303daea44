#pragma once
// Styles: plain functions from buffers and random numbers to a picture. To add one, write a function of this shape and
// give it a share in paint().

#include <string>

#include "core/random.h"
#include "geometry/raster.h"
#include "synth/buffers.h"
#include "synth/canvas.h"

namespace img2cadseq::synth {

struct Picture {
    Image image;
    Mask mask;  ///< what a segmentation might give: occluders taken off, damaged now and then; Buffers::mask is the
                ///< truth
    std::string style;  ///< e.g. "openscad"
};

/// Draws a style that suits the buffers' kind of view and paints it. The same numbers give the same bytes.
Picture paint(const Buffers& buffers, Random random);

/// Left to right.
void flipPicture(Picture& picture);

/// One program's viewport, drawn among several: flat or gradient or grid ground, shaded, with or without edges.
Canvas paintViewport(const Buffers& buffers, Random& random, std::string& style);
/// A photograph: material, lamps with shadows, ground, clutter, hands, lens and sensor. Takes what hides the part, and
/// the mistakes of a segmentation, off `mask`.
Canvas paintPhotograph(const Buffers& buffers, Random& random, Mask& mask);
/// Matt single-coloured material with strong occlusion shading on a plain ground.
Canvas paintClay(const Buffers& buffers, Random& random);

}  // namespace img2cadseq::synth
