#include "fit/unexplained.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace img2cadseq {
namespace {

/// A cloud's noise is told from the fifth of its points that lies nearest to the surface: the farthest of them is a
/// quarter of the deviation of normal noise away.
constexpr double kNearest = 0.2, kDeviations = 4.0;
constexpr double kLeft = 2.7;  ///< deviations at which a point is left over
constexpr size_t kMostGroups = 8;
constexpr size_t kSurfaceSamples = 12000;

}  // namespace

LeftPoints leftPoints(const csg::Solid& solid, const Points& cloud, double off, double noise) {
    const csg::View view = solid.flat().view();
    std::vector<double> distance, size;
    for (const Vec3& p : cloud) {
        csg::Feature feature;
        distance.push_back(csg::solidDistance(view, p, feature));
        size.push_back(std::abs(distance.back()));
    }
    const auto near = size.begin() + static_cast<std::ptrdiff_t>(kNearest * static_cast<double>(size.size()));
    std::nth_element(size.begin(), near, size.end());
    const double far = std::max(off, kLeft * std::min(noise, kDeviations * *near));
    LeftPoints left;
    for (size_t i = 0; i < cloud.size(); ++i)
        if (std::abs(distance[i]) > far) (distance[i] > 0.0 ? left.outside : left.inside).push_back(cloud[i]);
    return left;
}

BareSurface bareSurface(const csg::Solid& solid, const metrics::PointTree& cloud, double gap) {
    BareSurface bare;
    for (const auto& sample : solid.sampleSurface(kSurfaceSamples, Random(11)))
        if (cloud.nearest(sample.position).squaredDistance > gap * gap) {
            bare.points.push_back(sample.position);
            bare.normals.push_back(sample.normal);
        }
    return bare;
}

std::vector<Points> groupsOf(const Points& points, double link, size_t fewest) {
    std::vector<size_t> parent(points.size());
    std::iota(parent.begin(), parent.end(), size_t{0});
    const auto root = [&](size_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    };
    for (size_t i = 0; i < points.size(); ++i)
        for (size_t k = i + 1; k < points.size(); ++k)
            if (squaredNorm(points[i] - points[k]) < link * link) parent[root(k)] = root(i);
    std::vector<Points> all(points.size());
    for (size_t i = 0; i < points.size(); ++i) all[root(i)].push_back(points[i]);
    std::erase_if(all, [&](const Points& group) { return group.size() < fewest; });
    std::stable_sort(all.begin(), all.end(), [](const Points& a, const Points& b) { return a.size() > b.size(); });
    if (all.size() > kMostGroups) all.resize(kMostGroups);
    return all;
}

}  // namespace img2cadseq
