#pragma once
// Pictures of a solid's geometry: what a camera's rays meet first and last. Exact: one ray a pixel, through its centre.

#include <cstdint>

#include "csg/solid.h"
#include "geometry/camera.h"
#include "geometry/raster.h"

namespace img2cadseq::csg {

/// One surface a pixel. Where the ray meets nothing, block and face are -1 and everything else is 0.
struct Layer {
    FloatMap depth;           ///< along the camera's z axis, in the solid's unit
    Raster<Vec3f> normal;     ///< unit, outward, in the world's frame
    Raster<int16_t> block;    ///< Hit::block
    Raster<int16_t> face;     ///< Hit::face
    Raster<uint8_t> surface;  ///< SurfaceType
};

struct Buffers {
    Layer front, back;     ///< first and last surface in front of the camera
    Raster<uint8_t> hits;  ///< number of surfaces the ray meets, at most 255

    int width() const { return hits.width; }
    int height() const { return hits.height; }
};

/// How much of the buffers is filled; rasters that are not stay empty.
enum class Detail {
    Full,
    Front,  ///< of the last surface the depth alone
    Depths  ///< depths and hits alone
};

/// One solid from one camera, on this thread. Perspective cameras see what has positive depth, orthographic ones
/// everything.
Buffers render(const Solid& solid, const Camera& camera, Detail detail = Detail::Full);

}  // namespace img2cadseq::csg
