#include "geometry/corner_normals.h"

#include <cmath>
#include <numbers>

namespace img2cadseq {
namespace {

Vec3 triangleNormal(const Mesh& mesh, const std::array<uint32_t, 3>& t) {
    const Vec3& a = mesh.vertices[t[0]];
    const Vec3 normal = cross(mesh.vertices[t[1]] - a, mesh.vertices[t[2]] - a);
    const double length = norm(normal);
    return length > 0.0 ? normal / length : Vec3{0, 0, 0};
}

double cornerAngle(const Mesh& mesh, const std::array<uint32_t, 3>& t, size_t corner) {
    const Vec3& here = mesh.vertices[t[corner]];
    const Vec3 a = mesh.vertices[t[(corner + 1) % 3]] - here, b = mesh.vertices[t[(corner + 2) % 3]] - here;
    return std::atan2(norm(cross(a, b)), dot(a, b));
}

}  // namespace

CornerNormals::CornerNormals(const Mesh& mesh) : mesh_(mesh), cornersAt_(mesh.vertices.size()) {
    normals_.reserve(mesh.triangles.size());
    for (uint32_t i = 0; i < mesh.triangles.size(); ++i) {
        const auto& t = mesh.triangles[i];
        normals_.push_back(triangleNormal(mesh, t));
        for (size_t c = 0; c < 3; ++c) cornersAt_[t[c]].push_back({i, cornerAngle(mesh, t, c)});
    }
}

Vec3 CornerNormals::smooth(uint32_t triangle, uint32_t vertex) const {
    Vec3 sum{0, 0, 0};
    for (const Corner& corner : cornersAt_[vertex])
        if (samePiece(triangle, corner.triangle)) sum += normals_[corner.triangle] * corner.angle;
    const double length = norm(sum);
    return length > 1e-12 ? sum / length : normals_[triangle];
}

bool CornerNormals::samePiece(uint32_t a, uint32_t b) const {
    if (!mesh_.faceIds.empty()) return mesh_.faceIds[a] == mesh_.faceIds[b];
    static const double limit = std::cos(kCreaseDegrees * std::numbers::pi / 180.0);
    return dot(normals_[a], normals_[b]) >= limit;
}

}  // namespace img2cadseq
