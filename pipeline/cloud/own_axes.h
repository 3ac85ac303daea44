#pragma once
// The directions in which a part was drawn, read from its surface: scans lie anyhow, parts are made along three axes.

#include <optional>

#include "geometry/point_cloud.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// How few places the points lie at along three perpendicular axes (rows of `axes`): minus the sum of the marginals'
/// Renyi entropies of order 2, of histograms with bins of `width` (in the cloud's unit). A face that is perpendicular
/// to an axis lies at one place.
double axesOrder(const PointCloud& cloud, const Mat3& axes, double width);

/// What turns the cloud so that its part lies along x, y and z: of the 24 ways that, which turns least. Nothing where
/// it lies so as well already, or where no axes stand out (spheres, free forms). Positions alone are read; of more than
/// a few thousand some are drawn, the same each time.
std::optional<Mat3> turnToOwnAxes(const PointCloud& cloud);

}  // namespace img2cadseq
