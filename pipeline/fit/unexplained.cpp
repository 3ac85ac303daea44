#include "fit/unexplained.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace img2cadseq {
namespace {

/// A cloud's noise is told from the fifth of its points that lies nearest to the surface: the farthest of them is a
/// quarter of the deviation of normal noise away.
constexpr double kNearest = 0.2, kDeviations = 4.0;
constexpr double kLeft = 2.7;     ///< deviations at which a point is left over
constexpr size_t kPlane = 6;      ///< points that a plane is laid through,
constexpr size_t kPlanes = 300;   ///< at so many places; its mean square residue has three of six degrees of freedom,
constexpr double kResidue = 2.4;  ///< and a fifth of the residues is less than the deviation by this
constexpr double kSlight = 0.1;   ///< of the distance between neighbours
constexpr size_t kMostGroups = 8;
constexpr size_t kSurfaceSamples = 12000;

}  // namespace

double slightNoise(const metrics::PointTree& cloud) {
    const Points& points = cloud.points();
    std::vector<double> residues, distances;
    for (size_t i = 0; i < points.size(); i += std::max<size_t>(1, points.size() / kPlanes)) {
        const auto near = cloud.nearest(points[i], kPlane);
        Eigen::Vector3d middle = Eigen::Vector3d::Zero();
        Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
        const auto at = [&](const metrics::Nearest& one) {
            const Vec3& p = points[one.index];
            return Eigen::Vector3d(p.x, p.y, p.z);
        };
        const double share = 1.0 / static_cast<double>(near.size());
        for (const auto& one : near) middle += at(one) * share;
        for (const auto& one : near) spread += (at(one) - middle) * (at(one) - middle).transpose() * share;
        const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> axes(spread, Eigen::EigenvaluesOnly);
        residues.push_back(std::sqrt(std::max(0.0, axes.eigenvalues()[0])));
        distances.push_back(std::sqrt(near.back().squaredDistance));
    }
    const auto part = [](std::vector<double>& values, double share) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    if (residues.empty()) return std::numeric_limits<double>::infinity();
    const double noise = kResidue * part(residues, kNearest);
    return noise < kSlight * part(distances, 0.5) ? noise : std::numeric_limits<double>::infinity();
}

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
