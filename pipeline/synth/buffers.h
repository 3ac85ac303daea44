#pragma once
// What a camera sees of a part, pixel by pixel, before any style: exact, from csg ray casting.

#include <vector>

#include "csg/solid.h"
#include "geometry/camera.h"
#include "geometry/raster.h"
#include "synth/camera.h"

namespace img2cadseq::synth {

/// Unit normals in camera axes (x right, y down, z into the picture); zero where nothing was hit.
struct NormalMap {
    FloatMap x, y, z;

    NormalMap() = default;
    NormalMap(int width, int height) : x(width, height), y(width, height), z(width, height) {}
    Vec3f at(int u, int v) const { return {x.at(u, v), y.at(u, v), z.at(u, v)}; }
    void set(int u, int v, const Vec3f& n) {
        x.at(u, v) = n.x;
        y.at(u, v) = n.y;
        z.at(u, v) = n.z;
    }
};

/// Ridge: two faces meet outward; Valley: inward; Smooth: faces that pass into one another.
enum class Edge : uint8_t { None, Outline, Occlusion, Ridge, Valley, Smooth };

/// All maps have the camera's size. Depth is along the camera's z axis, in the camera's lengths (canonical: longest
/// side 1), 0 outside the mask. Pixel centres are where the rays go through.
struct Buffers {
    Camera camera;
    ViewKind kind = ViewKind::Photograph;
    bool ambiguous = false;     ///< the canonical frame was near a tie
    uint64_t cutBlocks = 0;     ///< bit k: block k takes material away (blocks beyond 63 are left out)
    Vec3f groundNormal;         ///< camera axes, unit, away from the ground
    float groundOffset = 0.0f;  ///< dot(groundNormal, c) = groundOffset for camera-space points c of the ground
    Mask mask;
    FloatMap frontDepth, backDepth;  ///< first and last crossing of the ray
    NormalMap frontNormal, backNormal;
    Raster<uint8_t> block, face;  ///< of the front surface; face as in csg::Hit, at most 255
    Raster<uint8_t> surface;      ///< SurfaceType of the front surface
    Raster<uint8_t> edges;        ///< Edge
    Raster<uint8_t> coverage;     ///< share of the pixel's area inside the silhouette, 0-255
    Raster<uint8_t> openness;     ///< ambient light that reaches the front surface, 255: all of it

    int width() const { return camera.width; }
    int height() const { return camera.height; }
};

/// Maps of the camera's size with nothing seen.
Buffers emptyBuffers(const Camera& camera);

/// Casts one ray a pixel, and more at silhouettes for the coverage. `camera` sees the solid in the solid's own frame.
/// `outline` bounds the solid (see outlinePoints); rays outside its rectangle are not cast.
Buffers renderBuffers(const csg::Solid& solid, const Camera& camera, const std::vector<Vec3>& outline);

/// Fills `edges` from depth, normals and surface types.
void markEdges(Buffers& buffers);

/// Fills `openness`: screen-space ambient occlusion from front depth and normals (after Bavoil and Sainz, 2008, in
/// spirit).
void fillOpenness(Buffers& buffers);

/// The same part mirrored in the canonical plane x = y and seen by the mirrored camera: the picture is flipped left to
/// right, exactly. The camera must be in canonical axes; it stays in the canonical quadrant except within the frontal
/// margin.
Buffers mirrored(const Buffers& buffers);

}  // namespace img2cadseq::synth
