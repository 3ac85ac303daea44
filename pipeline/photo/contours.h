#pragma once
// Borders of regions of a mask as polygons.

#include <vector>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// One connected region: its outer border and those of its holes, as closed polygons in pixel coordinates (pixel
/// corners at integers), running along the pixels' outer edges' middles; outer counter-clockwise with y up, holes
/// clockwise.
struct RegionContours {
    std::vector<Vec2> outer;
    std::vector<std::vector<Vec2>> holes;
    double area = 0.0;  ///< pixels, holes taken off
};

/// Regions of at least `leastArea` pixels, largest first; holes of at least `leastHole` pixels.
std::vector<RegionContours> regionContours(const Mask& mask, double leastArea = 4.0, double leastHole = 4.0);

Mask dilated(const Mask& mask, int radius);
Mask eroded(const Mask& mask, int radius);
/// Fills gaps narrower than 2 * radius.
Mask closed(const Mask& mask, int radius);
/// Removes slivers narrower than 2 * radius.
Mask opened(const Mask& mask, int radius);

}  // namespace img2cadseq
