#include "fit/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"

namespace img2cadseq {
namespace {

constexpr double kFar = 0.1;

std::vector<Vec3> positions(const PointCloud& cloud) {
    std::vector<Vec3> out;
    out.reserve(cloud.size());
    for (const Vec3f& p : cloud.positions) out.push_back(cast<double>(p));
    return out;
}

}  // namespace

CloudEvidence::CloudEvidence(const PointCloud& cloud, size_t points) : tree_(positions(cloud)) {
    const std::vector<Vec3>& all = tree_.points();
    const size_t count = std::min(points, all.size());
    Box3 box;
    for (const Vec3& p : all) box.add(p);
    double area = 0.0;
    for (int axis = 0; axis < 3; ++axis) area += 2.0 * box.size()[axis] * box.size()[(axis + 1) % 3];
    spacing_ = 0.5 * std::sqrt(area / static_cast<double>(all.size()));
    for (size_t i = 0; i < count; ++i) {
        const size_t k = i * all.size() / count;
        points_.push_back(all[k]);
        weights_.push_back(cloud.confidence.empty() ? 1.0 : std::clamp<double>(cloud.confidence[k], 0.05, 1.0));
        if (!cloud.normals.empty()) normals_.push_back(cast<double>(cloud.normals[k]));
    }
}

double CloudEvidence::distance(const CadSequence& candidate) const {
    try {
        const csg::Solid solid(candidate);
        const csg::View view = solid.flat().view();
        double forward = 0.0, weight = 0.0, backward = 0.0;
        for (size_t i = 0; i < points_.size(); ++i) {
            csg::Feature feature;
            forward += weights_[i] * std::min(kFar, std::abs(csg::solidDistance(view, points_[i], feature)));
            weight += weights_[i];
        }
        const auto samples = solid.sampleSurface(2 * points_.size(), Random(7));
        if (samples.empty()) return std::numeric_limits<double>::infinity();
        for (const auto& sample : samples) {
            const double away = std::sqrt(tree_.nearest(sample.position).squaredDistance) - 2.0 * spacing_;
            backward += std::clamp(away, 0.0, kFar);
        }
        return forward / weight + backward / static_cast<double>(samples.size());
    } catch (const Error&) {
        return std::numeric_limits<double>::infinity();
    }
}

}  // namespace img2cadseq
