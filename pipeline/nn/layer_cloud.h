#pragma once
// Two layers of depth and an occupancy field -> points. What the lifter predicts becomes a cloud this way, in programs
// and in training alike. No torch.

#include <vector>

#include "geometry/camera.h"
#include "geometry/occupancy.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq::nn {

/// Depths along the camera's z axis, of the camera's size; the front is infinite where there is nothing.
struct SurfaceLayers {
    const Camera& camera;
    const FloatMap& front;
    const FloatMap& back;
    const Raster<Vec3f>& normals;  ///< of the front, outward, world axes; may be empty
    const FloatMap& confidence;    ///< may be empty: 1 everywhere
};

/// The first surface (seen), the last one and where the field ends between them (not seen), with normals, confidence
/// and `seen`. Empty where the layers show nothing.
PointCloud layerCloud(const SurfaceLayers& layers, const Occupancy& field);

/// Where edges of the part are seen, on the first surface: a point for each cell of `probability` (square, over the
/// same crop as the layers, any size) that is at least kLeastEdge, with the probability as its confidence.
PointCloud edgeCloud(const SurfaceLayers& layers, const FloatMap& probability);
inline constexpr float kLeastEdge = 0.3f;

}  // namespace img2cadseq::nn
