#include "fit/cloud_noise.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace img2cadseq {
namespace {

constexpr double kNearest = 0.2;  ///< share of the places, the flattest, that tell the noise
constexpr size_t kPlane = 6;      ///< points that a plane is laid through,
constexpr size_t kPlanes = 300;   ///< at so many places; its mean square residue has three of six degrees of freedom,
constexpr double kResidue = 2.4;  ///< and a fifth of the residues is less than the deviation by this
constexpr double kSlight = 0.1;   ///< of the distance between neighbours
constexpr double kExact = 3e-4;

}  // namespace

double slightNoise(const metrics::PointTree& cloud) {
    const std::vector<Vec3>& points = cloud.points();
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

bool isExact(const metrics::PointTree& cloud) { return slightNoise(cloud) < kExact; }

}  // namespace img2cadseq
