#pragma once
// The cameras of a run look at a square crop of the photo; the user looks at the photo.

#include <optional>

#include "geometry/camera.h"
#include "geometry/raster.h"

namespace img2cadseq {

/// `cropCamera`, of the crop that `mask` (of the photo's size) gave, as a camera of the whole photo.
Camera photoCamera(const Camera& cropCamera, const Mask& mask);

}  // namespace img2cadseq
