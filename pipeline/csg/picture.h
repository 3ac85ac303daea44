#pragma once
// From pixels to Buffers; shared by the renderers on host and device.

#include "csg/pixel.h"
#include "csg/render.h"

namespace img2cadseq::csg {

/// The camera's rays in the world, moved by `shift` (a View's).
RayFieldT<double> rayField(const Camera& camera, const Vec3& shift);
/// Surfaces count from this ray parameter on.
double nearestDepth(const Camera& camera);
Buffers emptyBuffers(int width, int height, Detail detail = Detail::Full);
/// Into full buffers; `index` = row * width + column.
void storePixel(Buffers& buffers, size_t index, const Pixel& pixel);

}  // namespace img2cadseq::csg
