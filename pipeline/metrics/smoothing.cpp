#include "metrics/smoothing.h"

#include <vector>

#include "metrics/nearest.h"

namespace img2cadseq::metrics {

PointCloud smoothed(const PointCloud& cloud, size_t count) {
    const std::vector<Vec3> points = pointsOf(cloud);
    const PointTree tree(points);
    PointCloud out = cloud;
    for (size_t i = 0; i < points.size(); ++i) {
        Vec3 sum;
        const auto near = tree.nearest(points[i], count);
        for (const Nearest& one : near) sum += points[one.index];
        out.positions[i] = cast<float>(sum / static_cast<double>(near.size()));
    }
    return out;
}

}  // namespace img2cadseq::metrics
