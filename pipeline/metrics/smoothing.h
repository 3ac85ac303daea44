#pragma once
// The plain remedy against noise, which refined clouds are compared with.

#include "geometry/point_cloud.h"

namespace img2cadseq::metrics {

/// Every point moved to the mean of its `count` nearest, itself among them; all else as it was. Same lengths.
PointCloud smoothed(const PointCloud& cloud, size_t count);

}  // namespace img2cadseq::metrics
