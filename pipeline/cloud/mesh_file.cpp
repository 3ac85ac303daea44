#include "cloud/mesh_file.h"

#include <fstream>
#include <string>

#include "core/error.h"
#include "core/suffix.h"
#include "metrics/mesh_io.h"
#include "metrics/sampling.h"

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

}  // namespace

bool holdsTriangles(const std::filesystem::path& path) {
    return hasSuffix(path, {".stl", ".obj", ".glb"}) || (suffixOf(path) == ".ply" && plyWithFaces(path));
}

PointCloud readMeshPoints(const std::filesystem::path& path) {
    const Mesh mesh = metrics::readMesh(path);
    std::vector<Vec3> points;
    if (mesh.triangles.empty() && suffixOf(path) == ".glb") {
        points = mesh.vertices;
    } else {
        try {
            points = metrics::sampleSurface(mesh, kPoints, Random(7)).positions;
        } catch (const Error&) {
            throw Error(ErrorCode::BadInput, path.string() + ": the surface has no area",
                        "give the surface of the part");
        }
    }
    PointCloud cloud;
    for (const Vec3& p : points) cloud.positions.push_back(cast<float>(p));
    return cloud;
}

}  // namespace img2cadseq
