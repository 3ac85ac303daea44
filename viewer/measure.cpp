#include "viewer/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

namespace img2cadseq::viewer {
namespace {

/// Two normals of the face that are as far from parallel as any span the plane across the axis.
std::optional<Vec3> axisOf(const std::vector<Vec3>& normals) {
    Vec3 best{0, 0, 0};
    for (const Vec3& n : normals) {
        const Vec3 across = cross(normals.front(), n);
        if (squaredNorm(across) > squaredNorm(best)) best = across;
    }
    const double length = norm(best);
    return length > 1e-6 ? std::optional<Vec3>(best / length) : std::nullopt;
}

/// Least squares circle x^2 + y^2 + a x + b y + c = 0 about the mean of the points.
std::optional<std::array<double, 3>> circleThrough(const std::vector<Vec2>& points) {
    double sxx = 0, sxy = 0, syy = 0, sxz = 0, syz = 0, sz = 0;
    for (const Vec2& p : points) {
        const double z = squaredNorm(p);
        sxx += p.x * p.x;
        sxy += p.x * p.y;
        syy += p.y * p.y;
        sxz += p.x * z;
        syz += p.y * z;
        sz += z;
    }
    const double determinant = sxx * syy - sxy * sxy;
    if (!(determinant > 1e-14 * (sxx + syy) * (sxx + syy))) return std::nullopt;
    const double x = 0.5 * (sxz * syy - syz * sxy) / determinant;
    const double y = 0.5 * (syz * sxx - sxz * sxy) / determinant;
    return std::array{x, y, std::sqrt(sz / static_cast<double>(points.size()) + x * x + y * y)};
}

}  // namespace

std::optional<CylinderFit> cylinderOf(const Mesh& mesh, uint32_t face) {
    if (face >= mesh.faceTypes.size() || mesh.faceTypes[face] != SurfaceType::Cylinder) return std::nullopt;
    std::vector<Vec3> normals, vertices;
    for (size_t i = 0; i < mesh.triangles.size(); ++i) {
        if (mesh.faceIds[i] != face) continue;
        const auto& t = mesh.triangles[i];
        const Vec3& a = mesh.vertices[t[0]];
        const Vec3 normal = cross(mesh.vertices[t[1]] - a, mesh.vertices[t[2]] - a);
        if (norm(normal) > 0.0) normals.push_back(normalized(normal));
        for (const uint32_t v : t) vertices.push_back(mesh.vertices[v]);
    }
    if (normals.empty()) return std::nullopt;
    const std::optional<Vec3> axis = axisOf(normals);
    if (!axis) return std::nullopt;
    const Vec3 u = normals.front(), v = cross(*axis, u);

    Vec3 mean{0, 0, 0};
    for (const Vec3& p : vertices) mean += p / static_cast<double>(vertices.size());
    std::vector<Vec2> flat;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Vec3& p : vertices) {
        flat.push_back({dot(p - mean, u), dot(p - mean, v)});
        low = std::min(low, dot(p - mean, *axis));
        high = std::max(high, dot(p - mean, *axis));
    }
    const auto circle = circleThrough(flat);
    if (!circle) return std::nullopt;
    const auto& [x, y, radius] = *circle;
    return CylinderFit{mean + u * x + v * y + *axis * (0.5 * (low + high)), *axis, radius};
}

std::optional<Vec3> nearestCorner(const Mesh& mesh, const Vec3& point, double reach) {
    std::optional<Vec3> best;
    double least = reach;
    for (const std::vector<Vec3>& edge : mesh.edges) {
        if (edge.empty()) continue;
        for (const Vec3* end : {&edge.front(), &edge.back()}) {
            const double distance = norm(*end - point);
            if (distance > least) continue;
            least = distance;
            best = *end;
        }
    }
    return best;
}

std::string lengthText(double sceneLength, const LengthUnit& unit) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.4g", sceneLength * unit.perSceneUnit);
    return std::string(text.data()) + " " + unit.name;
}

double roundLengthBelow(double length) {
    if (!(length > 0.0) || !std::isfinite(length)) return 0.0;
    const double decade = std::pow(10.0, std::floor(std::log10(length)));
    for (const double step : {5.0, 2.0})
        if (step * decade <= length) return step * decade;
    return decade <= length ? decade : decade / 2.0;
}

}  // namespace img2cadseq::viewer
