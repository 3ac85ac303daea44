#pragma once
// The directions in which a part was drawn, read from its surface: scans lie anyhow, parts are made along three axes.

#include <optional>

#include "geometry/point_cloud.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// What turns the cloud so that its part lies along x, y and z: of the 24 ways that, which turns least. Nothing where
/// it lies so as well already, or where no axes stand out (spheres, free forms). Positions alone are read; of more than
/// a few thousand some are drawn, the same each time.
std::optional<Mat3> turnToOwnAxes(const PointCloud& cloud);

}  // namespace img2cadseq
