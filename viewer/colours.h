#pragma once
// The colours of views: grounds, parts and ramps, for both themes.

#include <array>

#include "geometry/raster.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

using Colour = std::array<double, 3>;  ///< sRGB, [0, 1]

struct Palette {
    Colour groundTop, groundBottom;
    Colour part, compare, edge, highlight, unseen, cap;
    Colour point, seen, invented;
    Colour text, mark;
    Colour (*values)(double t);  ///< from 0 to 1; every colour stands out from the ground
};

const Palette& palette(ViewTheme theme);

/// For distances: the part's grey over yellow and red to dark red.
Colour distanceRamp(double t);

Rgb toRgb(const Colour& colour);
Colour toColour(const Rgb& rgb);

}  // namespace img2cadseq::viewer
