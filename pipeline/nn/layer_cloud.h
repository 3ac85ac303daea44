#pragma once
// Two layers of depth and an occupancy field -> points. What the lifter predicts becomes a cloud this way, in programs
// and in training alike. No torch.

#include <vector>

#include "geometry/camera.h"
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

/// side^3 cells over a box centred at the origin: cell (i, j, k) at (k * side + j) * side + i.
struct CellField {
    int side = 0;
    Vec3 boxSize;
    const std::vector<float>& probability;
};

/// The first surface (seen), the last one and where the field ends between them (not seen), with normals, confidence
/// and `seen`. Empty where the layers show nothing.
PointCloud layerCloud(const SurfaceLayers& layers, const CellField& field);

/// Where edges of the part are seen, on the first surface: a point for each cell of `probability` (square, over the
/// same crop as the layers, any size) that is at least kLeastEdge, with the probability as its confidence.
PointCloud edgeCloud(const SurfaceLayers& layers, const FloatMap& probability);
inline constexpr float kLeastEdge = 0.3f;

}  // namespace img2cadseq::nn
