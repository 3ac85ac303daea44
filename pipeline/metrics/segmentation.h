#pragma once
// Seg Acc: does the result have the right kind of surface in the right place?

#include <vector>

#include "metrics/sampling.h"

namespace img2cadseq::metrics {

/// Share of `points` whose nearest surface on `result` has the type of `truth` at the same index. Both in one frame,
/// already normalised. Throws Error(BadGeometry) where the result's mesh has no face types or the arrays differ in
/// length.
double segmentationAccuracy(const std::vector<Vec3>& points, const std::vector<SurfaceType>& truth, const Mesh& result);
/// The same with `count` points drawn on the reference, both meshes normalised here.
double segmentationAccuracy(const Mesh& reference, const Mesh& result, Random random, size_t count = kSurfacePoints);

}  // namespace img2cadseq::metrics
