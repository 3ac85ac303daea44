#include "metrics/sampling.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.h"

namespace img2cadseq::metrics {
namespace {

bool finite(const Vec3& v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

[[noreturn]] void fail(const std::string& what) { throw Error(ErrorCode::BadGeometry, what); }

}  // namespace

Normalisation normalisation(const Box3& box) {
    if (box.empty() || !finite(box.low) || !finite(box.high)) fail("the shape to measure is empty or not finite");
    const double side = box.longestSide();
    if (!(side > 0.0) || !std::isfinite(side)) fail("the shape to measure is a single point or too large");
    return {box.center(), side};
}

Mesh normalised(const Mesh& mesh) {
    const Normalisation map = normalisation(mesh.box());
    Mesh result = mesh;
    for (Vec3& v : result.vertices) v = map(v);
    for (auto& edge : result.edges)
        for (Vec3& v : edge) v = map(v);
    return result;
}

std::vector<Vec3> normalised(const std::vector<Vec3>& points) {
    Box3 box;
    for (const Vec3& p : points) box.add(p);
    const Normalisation map = normalisation(box);
    std::vector<Vec3> result(points.size());
    std::transform(points.begin(), points.end(), result.begin(), map);
    return result;
}

Mesh rotated(const Mesh& mesh, const Mat3& rotation) {
    Mesh result = mesh;
    for (Vec3& v : result.vertices) v = rotation * v;
    for (auto& edge : result.edges)
        for (Vec3& v : edge) v = rotation * v;
    return result;
}

void requireSound(const Mesh& mesh) {
    for (const Vec3& v : mesh.vertices)
        if (!finite(v)) fail("the mesh has a vertex that is not finite");
    for (const auto& t : mesh.triangles)
        if (std::max({t[0], t[1], t[2]}) >= mesh.vertices.size())
            fail("the mesh has a triangle of vertices that are not there");
}

SurfacePoints sampleSurface(const Mesh& mesh, size_t count, Random random) {
    requireSound(mesh);
    std::vector<double> upTo;
    upTo.reserve(mesh.triangles.size());
    double total = 0.0;
    const auto crossOf = [&](const std::array<uint32_t, 3>& t) {
        return cross(mesh.vertices[t[1]] - mesh.vertices[t[0]], mesh.vertices[t[2]] - mesh.vertices[t[0]]);
    };
    for (const auto& t : mesh.triangles) upTo.push_back(total += norm(crossOf(t)));
    if (!(total > 0.0) || !std::isfinite(total)) fail("the mesh has no area to draw points on");

    SurfacePoints result;
    result.positions.reserve(count);
    result.normals.reserve(count);
    result.triangles.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        const auto place = std::upper_bound(upTo.begin(), std::prev(upTo.end()), random.uniform() * total);
        const auto index = static_cast<uint32_t>(place - upTo.begin());
        const auto& t = mesh.triangles[index];
        double u = random.uniform(), v = random.uniform();
        if (u + v > 1.0) {
            u = 1.0 - u;
            v = 1.0 - v;
        }
        const Vec3& a = mesh.vertices[t[0]];
        result.positions.push_back(a + (mesh.vertices[t[1]] - a) * u + (mesh.vertices[t[2]] - a) * v);
        const Vec3 normal = crossOf(t);
        const double length = norm(normal);
        result.normals.push_back(length > 0.0 ? normal / length : Vec3{0, 0, 1});
        result.triangles.push_back(index);
    }
    return result;
}

}  // namespace img2cadseq::metrics
