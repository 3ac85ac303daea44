#pragma once
// Square windows of a photograph, as the networks see them.

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// A square of side `side` with its top left corner at `corner`, in pixels of the photograph; may reach over its
/// border.
struct CropWindow {
    Vec2 corner;
    double side = 0.0;

    /// From photograph pixels to pixels of a crop of `size` pixels a side, and back.
    Vec2 toCrop(const Vec2& photo, int size) const { return (photo - corner) * (size / side); }
    Vec2 toPhoto(const Vec2& crop, int size) const { return corner + crop * (side / size); }
};

/// The whole picture, letterboxed.
CropWindow wholeWindow(int width, int height);
/// The window that the mask's box fills to `fill` of the side, centred on it. An empty mask gives the whole picture.
CropWindow maskWindow(const Mask& mask, double fill = 0.8);

/// The window resampled to size x size (area-averaged where it shrinks). Beyond the border: the border's pixels
/// repeated.
Image crop(const Image& image, const CropWindow& window, int size);
/// Beyond the border: 0.
FloatMap crop(const FloatMap& map, const CropWindow& window, int size);
/// A crop's map back in the photograph's pixels, `outside` where the window does not reach.
FloatMap uncrop(const FloatMap& map, const CropWindow& window, int width, int height, float outside);
FloatMap toFloat(const Mask& mask);  ///< 0 and 1
Mask toMask(const FloatMap& map);    ///< where it is over one half

}  // namespace img2cadseq
