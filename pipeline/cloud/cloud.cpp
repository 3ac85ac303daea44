#include "cloud/cloud.h"

#include <algorithm>
#include <cmath>

#include <open3d/geometry/KDTreeFlann.h>
#include <open3d/geometry/KDTreeSearchParam.h>
#include <open3d/geometry/PointCloud.h>
#include <open3d/io/PointCloudIO.h>
#include <open3d/utility/Logging.h>

#include "cloud/mesh_file.h"
#include "core/error.h"
#include "core/suffix.h"

namespace img2cadseq {
namespace {

using Cloud3d = open3d::geometry::PointCloud;

constexpr size_t kFewestPoints = 64;
constexpr double kNotAlone = 3.0;  ///< times the usual distance to the third nearest: what hangs together

Cloud3d toOpen3d(const PointCloud& cloud) {
    Cloud3d out;
    for (const Vec3f& p : cloud.positions) out.points_.emplace_back(p.x, p.y, p.z);
    for (const Vec3f& n : cloud.normals) out.normals_.emplace_back(n.x, n.y, n.z);
    return out;
}

/// The points with the given indices, every array along.
PointCloud select(const PointCloud& cloud, const std::vector<size_t>& indices) {
    PointCloud out;
    const auto pick = [&](const auto& from, auto& to) {
        if (from.empty()) return;
        to.reserve(indices.size());
        for (const size_t i : indices) to.push_back(from[i]);
    };
    pick(cloud.positions, out.positions);
    pick(cloud.normals, out.normals);
    pick(cloud.confidence, out.confidence);
    pick(cloud.importance, out.importance);
    pick(cloud.seen, out.seen);
    return out;
}

double distanceToThird(const open3d::geometry::KDTreeFlann& tree, const Eigen::Vector3d& point) {
    std::vector<int> found;
    std::vector<double> squares;
    tree.SearchKNN(point, 4, found, squares);  // itself among them
    return squares.empty() ? 0.0 : std::sqrt(squares.back());
}

/// The middle of the distances to the third nearest, of some thousand points.
double usualDistance(const open3d::geometry::KDTreeFlann& tree, const Cloud3d& cloud) {
    constexpr size_t kAsked = 1000;
    std::vector<double> distances;
    const size_t step = cloud.points_.size() / kAsked + 1;
    for (size_t i = 0; i < cloud.points_.size(); i += step)
        distances.push_back(distanceToThird(tree, cloud.points_[i]));
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

Cloud3d readOpen3d(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw Error(ErrorCode::Io, path.string() + ": no such file");
    const std::string suffix = suffixOf(path);
    if (!isCloudFile(path))
        throw Error(ErrorCode::BadInput, path.string() + ": not a point cloud file",
                    "give a .ply, .pcd, .xyz, .stl, .obj or .glb file");
    if (holdsTriangles(path)) return toOpen3d(readMeshPoints(path));
    open3d::utility::SetVerbosityLevel(open3d::utility::VerbosityLevel::Error);
    Cloud3d cloud;
    bool read = false;
    try {
        const bool withNormalColumns = suffix == ".xyz";
        if (withNormalColumns) read = open3d::io::ReadPointCloud(path.string(), cloud, {"xyzn", true, true, false});
        if (!read || cloud.points_.empty())
            read = open3d::io::ReadPointCloud(path.string(), cloud, {suffix.substr(1), true, true, false});
    } catch (const std::exception&) {
        read = false;
    }
    if (!read)
        throw Error(ErrorCode::BadInput, path.string() + ": the point cloud cannot be read",
                    "check that the file is whole");
    return cloud;
}

}  // namespace

bool isCloudFile(const std::filesystem::path& path) { return hasSuffix(path, cloudSuffixes()); }

PointCloud readCloud(const std::filesystem::path& path) {
    const Cloud3d read = readOpen3d(path);
    const bool normals = read.HasNormals();
    const size_t step = read.points_.size() / kMostPoints + 1;
    PointCloud cloud;
    for (size_t i = 0; i < read.points_.size(); i += step) {
        const Vec3f p{static_cast<float>(read.points_[i].x()), static_cast<float>(read.points_[i].y()),
                      static_cast<float>(read.points_[i].z())};
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z)) continue;
        cloud.positions.push_back(p);
        if (!normals) continue;
        const Vec3 n{read.normals_[i].x(), read.normals_[i].y(), read.normals_[i].z()};
        const double length = norm(n);
        cloud.normals.push_back(length > 1e-9 && std::isfinite(length) ? cast<float>(n / length) : Vec3f{0, 0, 1});
    }
    if (cloud.size() < kFewestPoints)
        throw Error(ErrorCode::BadInput, path.string() + ": only " + std::to_string(cloud.size()) + " usable points",
                    "give a cloud of at least " + std::to_string(kFewestPoints) + " points");
    if (!(boundingBox(cloud).longestSide() > 0.0))
        throw Error(ErrorCode::BadInput, path.string() + ": all points lie in one place",
                    "give a cloud of the part's surface");
    return cloud;
}

PointCloud removeOutliers(const PointCloud& cloud, double deviations) {
    if (cloud.size() < kFewestPoints) return cloud;
    const Cloud3d points = toOpen3d(cloud);
    std::vector<bool> kept(cloud.size(), false);
    const auto near = points.RemoveStatisticalOutliers(16, deviations);
    for (const size_t i : std::get<1>(near)) kept[i] = true;
    if (std::find(kept.begin(), kept.end(), false) == kept.end()) return cloud;

    const open3d::geometry::KDTreeFlann tree(points);
    const double usual = usualDistance(tree, points);
    std::vector<size_t> indices;
    for (size_t i = 0; i < kept.size(); ++i)
        if (kept[i] || distanceToThird(tree, points.points_[i]) < kNotAlone * usual) indices.push_back(i);
    return select(cloud, indices);
}

PointCloud withNormals(const PointCloud& cloud) {
    Cloud3d points = toOpen3d(cloud);
    points.normals_.clear();
    points.EstimateNormals(open3d::geometry::KDTreeSearchParamKNN(24));
    points.OrientNormalsConsistentTangentPlane(12);
    PointCloud out = cloud;
    out.normals.clear();
    for (const auto& n : points.normals_)
        out.normals.push_back({static_cast<float>(n.x()), static_cast<float>(n.y()), static_cast<float>(n.z())});
    // The orientation spreads from one point of unknown sign. The topmost point of a solid looks up.
    size_t top = 0;
    for (size_t i = 1; i < out.size(); ++i)
        if (out.positions[i].z > out.positions[top].z) top = i;
    double upward = 0.0;
    for (size_t i = 0; i < out.size(); ++i)
        if (out.positions[i].z > out.positions[top].z - 0.01f) upward += out.normals[i].z;
    if (upward < 0.0)
        for (Vec3f& n : out.normals) n = -n;
    return out;
}

PointCloud resample(const PointCloud& cloud, size_t count, Random random) {
    std::vector<size_t> indices(cloud.size());
    for (size_t i = 0; i < indices.size(); ++i) indices[i] = i;
    for (size_t i = 0; i < std::min(count, indices.size()); ++i)
        std::swap(indices[i], indices[i + random.bits64() % (indices.size() - i)]);
    const size_t own = indices.size();
    indices.resize(count);
    for (size_t i = own; i < count; ++i) indices[i] = indices[random.bits64() % own];
    return select(cloud, indices);
}

Box3 boundingBox(const PointCloud& cloud) {
    Box3 box;
    for (const Vec3f& p : cloud.positions) box.add(cast<double>(p));
    return box;
}

}  // namespace img2cadseq
