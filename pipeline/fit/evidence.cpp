#include "fit/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "fit/cloud_noise.h"

namespace img2cadseq {
namespace {

constexpr double kFar = 0.1;
constexpr double kSidePrice = 0.05;  ///< of a distance that a side is misplaced by
/// What a cloud may be larger by, and a noisy one smaller (corners go first when it is refined): as the farthest of its
/// points are from the surface where it is noisy, but for those that belong to something else, else so many medians of
/// that.
constexpr double kFarthest = 0.998, kMost = 8.0, kMedians = 4.0;

double quantile(std::vector<double> values, double share) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// By how much the sides lie within the cloud's or outside of it, beyond what its noise explains.
double misplacedSides(const Box3& box, const Box3& cloud, double within, double beyond) {
    double sum = 0.0;
    for (int a = 0; a < 3; ++a)
        for (const double outside : {cloud.low[a] - box.low[a], box.high[a] - cloud.high[a]})
            sum += std::max({0.0, outside - beyond, -outside - within});
    return sum;
}

}  // namespace

CloudEvidence::CloudEvidence(const PointCloud& cloud, size_t points) : tree_(pointsOf(cloud)) {
    const std::vector<Vec3>& all = tree_.points();
    const size_t count = std::min(points, all.size());
    noisy_ = !isExact(tree_);
    for (const Vec3& p : all) box_.add(p);
    double area = 0.0;
    for (int axis = 0; axis < 3; ++axis) area += 2.0 * box_.size()[axis] * box_.size()[(axis + 1) % 3];
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
        std::vector<double> off;
        for (size_t i = 0; i < points_.size(); ++i) {
            csg::Feature feature;
            off.push_back(std::abs(csg::solidDistance(view, points_[i], feature)));
            forward += weights_[i] * std::min(kFar, off.back());
            weight += weights_[i];
        }
        const auto samples = solid.sampleSurface(2 * points_.size(), Random(7));
        if (samples.empty()) return std::numeric_limits<double>::infinity();
        for (const auto& sample : samples) {
            const double away = std::sqrt(tree_.nearest(sample.position).squaredDistance) - 2.0 * spacing_;
            backward += std::clamp(away, 0.0, kFar);
        }
        const double usual = quantile(off, 0.5),
                     larger = noisy_ ? std::min(quantile(off, kFarthest), kMost * usual) : kMedians * usual;
        return forward / weight + backward / static_cast<double>(samples.size()) +
               kSidePrice * misplacedSides(solid.box(), box_, larger, noisy_ ? larger : 0.0);
    } catch (const Error&) {
        return std::numeric_limits<double>::infinity();
    }
}

}  // namespace img2cadseq
