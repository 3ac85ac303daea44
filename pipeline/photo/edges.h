#pragma once
// Edges of a picture: their strength a pixel, and the straight ones as segments.

#include <vector>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

struct PictureEdge {
    Vec2 position;          ///< pixels, to a fraction of one
    double strength = 0.0;  ///< 0..1: gradient of the colours, by the picture's own strong edges
};

/// Ridges of the gradient whose strength is over `least`, each moved to the top of the parabola across it.
std::vector<PictureEdge> edgePoints(const Image& image, double least = 0.3);

struct PictureSegment {
    Vec2 start, end;  ///< pixels
};

/// Straight edges at least `shortest` pixels long whose middle lies in the mask grown by `margin` pixels (an empty
/// mask: anywhere).
std::vector<PictureSegment> lineSegments(const Image& image, const Mask& mask, double shortest = 8.0, int margin = 3);

/// Distance in pixels to the nearest set pixel.
FloatMap distanceToSet(const Mask& marked);

/// Signed distance to the mask's border in pixels, positive inside.
FloatMap signedDistance(const Mask& mask);

}  // namespace img2cadseq
