#pragma once
// Where a surface has sharp edges, from samples of it. No torch.

#include <vector>

#include "csg/solid.h"

namespace img2cadseq::learn {

/// Points on the edges where faces meet at 30 to 150 degrees: for every two samples of such faces nearer to each other
/// than `reach`, the point of both tangent planes nearest to them.
std::vector<Vec3> sharpEdgePoints(const std::vector<csg::SurfaceSample>& samples, double reach);

/// Radius that holds about three samples of a surface of unit size.
double reachOf(size_t samples);

}  // namespace img2cadseq::learn
