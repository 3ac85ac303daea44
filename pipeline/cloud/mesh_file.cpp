#include "cloud/mesh_file.h"

#include <cmath>
#include <fstream>

#include <open3d/geometry/PointCloud.h>
#include <open3d/geometry/TriangleMesh.h>
#include <open3d/io/TriangleMeshIO.h>
#include <open3d/utility/Logging.h>
#include <open3d/utility/Random.h>

#include "core/error.h"
#include "core/suffix.h"

namespace img2cadseq {
namespace {

constexpr size_t kPoints = 32768;

bool plyWithFaces(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line;
    for (int lines = 0; lines < 100 && std::getline(file, line) && line.rfind("end_header", 0) != 0; ++lines)
        if (line.rfind("element face ", 0) == 0) return std::atoll(line.c_str() + 13) > 0;
    return false;
}

/// All three corners are there, at finite places.
bool usable(const open3d::geometry::TriangleMesh& mesh, const Eigen::Vector3i& triangle) {
    for (int i = 0; i < 3; ++i) {
        const auto corner = static_cast<size_t>(triangle[i]);  // a negative one is beyond all
        if (corner >= mesh.vertices_.size() || !mesh.vertices_[corner].allFinite()) return false;
    }
    return true;
}

}  // namespace

bool holdsTriangles(const std::filesystem::path& path) {
    const std::string suffix = suffixOf(path);
    return suffix == ".stl" || suffix == ".obj" || (suffix == ".ply" && plyWithFaces(path));
}

PointCloud readMeshPoints(const std::filesystem::path& path) {
    open3d::utility::SetVerbosityLevel(open3d::utility::VerbosityLevel::Error);
    open3d::geometry::TriangleMesh mesh;
    bool read = false;
    try {
        read = open3d::io::ReadTriangleMesh(path.string(), mesh) && mesh.HasTriangles();
    } catch (const std::exception&) {
        read = false;
    }
    if (!read)
        throw Error(ErrorCode::BadInput, path.string() + ": the surface cannot be read",
                    "check that the file is whole and holds triangles");
    std::erase_if(mesh.triangles_, [&](const Eigen::Vector3i& triangle) { return !usable(mesh, triangle); });
    mesh.triangle_normals_.clear();
    const double area = mesh.triangles_.empty() ? 0.0 : mesh.GetSurfaceArea();
    if (!(area > 0.0) || !std::isfinite(area))
        throw Error(ErrorCode::BadInput, path.string() + ": the surface has no area", "give the surface of the part");
    open3d::utility::random::Seed(7);
    const auto sampled = mesh.SamplePointsUniformly(kPoints);
    PointCloud cloud;
    for (const Eigen::Vector3d& p : sampled->points_)
        cloud.positions.push_back({static_cast<float>(p.x()), static_cast<float>(p.y()), static_cast<float>(p.z())});
    return cloud;
}

}  // namespace img2cadseq
