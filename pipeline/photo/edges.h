#pragma once
// Edges of a picture: their strength a pixel, and the straight ones as segments.

#include <vector>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// Gradient strength of the colours, 0..1, thinned to ridges and scaled by the picture's own strong edges.
FloatMap edgeStrength(const Image& image);

struct PictureSegment {
    Vec2 start, end;  ///< pixels
};

/// Straight edges at least `shortest` pixels long whose middle lies in the mask grown by `margin` pixels (an empty
/// mask: anywhere).
std::vector<PictureSegment> lineSegments(const Image& image, const Mask& mask, double shortest = 8.0, int margin = 3);

/// Distance in pixels to the nearest pixel whose strength is over `threshold`.
FloatMap edgeDistance(const FloatMap& strength, float threshold = 0.25f);

/// Signed distance to the mask's border in pixels, positive inside.
FloatMap signedDistance(const Mask& mask);

}  // namespace img2cadseq
