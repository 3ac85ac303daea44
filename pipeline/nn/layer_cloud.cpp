#include "nn/layer_cloud.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace img2cadseq::nn {
namespace {

void addPoint(PointCloud& cloud, const Vec3& point, const Vec3f& normal, float confidence, bool seen) {
    cloud.positions.push_back(cast<float>(point));
    cloud.normals.push_back(normal);
    cloud.confidence.push_back(confidence);
    cloud.seen.push_back(seen ? 1 : 0);
}

/// Outward normal of the last surface from its neighbours; away from the camera where there are none.
Vec3f backNormal(const SurfaceLayers& layers, int x, int y) {
    const Camera& camera = layers.camera;
    const auto at = [&](int u, int v) {
        u = std::clamp(u, 0, camera.width - 1), v = std::clamp(v, 0, camera.height - 1);
        const float depth = layers.back.at(u, v);
        return camera.unproject(u + 0.5, v + 0.5, std::isfinite(depth) ? depth : layers.back.at(x, y));
    };
    const Vec3 n = cross(at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1));
    if (norm(n) < 1e-12) return cast<float>(camera.rotation.row[2]);
    const double sign = dot(n, camera.rotation.row[2]) < 0 ? -1.0 : 1.0;
    return cast<float>(n * (sign / norm(n)));
}

/// Cells of the field beside emptier ones, where neither layer has points: what no ray meets first or last.
void addHidden(PointCloud& cloud, const SurfaceLayers& layers, const Occupancy& field) {
    constexpr float kInside = 0.5f;
    const Camera& camera = layers.camera;
    const auto probability = [&](int i, int j, int k) {
        const auto out = [&](int c) { return c < 0 || c >= field.side; };
        return out(i) || out(j) || out(k) ? 0.0f : field.probability[field.index(i, j, k)];
    };
    const Vec3 half = field.boxSize * (0.5 / field.side);
    const double reach = 2.0 * std::max({half.x, half.y, half.z});
    for (int k = 0; k < field.side; ++k)
        for (int j = 0; j < field.side; ++j)
            for (int i = 0; i < field.side; ++i) {
                if (probability(i, j, k) < kInside) continue;
                for (int a = 0; a < 6; ++a) {
                    const int step = a % 2 ? 1 : -1, axis = a / 2;
                    if (probability(i + (axis == 0) * step, j + (axis == 1) * step, k + (axis == 2) * step) >= kInside)
                        continue;
                    Vec3 point = field.middle(i, j, k);
                    point[axis] += step * half[axis];
                    const Vec3 seen = camera.project(point);
                    const int x = static_cast<int>(std::floor(seen.x)), y = static_cast<int>(std::floor(seen.y));
                    if (x < 0 || y < 0 || x >= camera.width || y >= camera.height) continue;
                    const float front = layers.front.at(x, y), back = layers.back.at(x, y);
                    if (!std::isfinite(front) || seen.z < front + reach || seen.z > back - reach) continue;
                    Vec3f normal{};
                    normal[axis] = static_cast<float>(step);
                    addPoint(cloud, point, normal, 0.2f, false);
                }
            }
}

}  // namespace

PointCloud layerCloud(const SurfaceLayers& layers, const Occupancy& field) {
    PointCloud cloud;
    for (int y = 0; y < layers.camera.height; ++y)
        for (int x = 0; x < layers.camera.width; ++x) {
            const float front = layers.front.at(x, y), back = layers.back.at(x, y);
            if (!std::isfinite(front)) continue;
            const float sure = layers.confidence.empty() ? 1.0f : layers.confidence.at(x, y);
            const Vec3f normal = layers.normals.empty() ? Vec3f{} : layers.normals.at(x, y);
            addPoint(cloud, layers.camera.unproject(x + 0.5, y + 0.5, front), normal, sure, true);
            addPoint(cloud, layers.camera.unproject(x + 0.5, y + 0.5, back), backNormal(layers, x, y), 0.5f * sure,
                     false);
        }
    if (!cloud.positions.empty()) addHidden(cloud, layers, field);
    return cloud;
}

PointCloud edgeCloud(const SurfaceLayers& layers, const FloatMap& probability) {
    PointCloud cloud;
    const Camera& camera = layers.camera;
    const double cell = static_cast<double>(camera.width) / probability.width;
    // Outlines lie half outside: the surface is then that of the nearest pixel that shows it.
    const auto depthNear = [&](int x, int y) {
        constexpr int kReach = 2;
        float depth = std::numeric_limits<float>::infinity();
        for (int ring = 0; ring <= kReach && !std::isfinite(depth); ++ring)
            for (int v = std::max(0, y - ring); v <= std::min(camera.height - 1, y + ring); ++v)
                for (int u = std::max(0, x - ring); u <= std::min(camera.width - 1, x + ring); ++u)
                    depth = std::min(depth, layers.front.at(u, v));
        return depth;
    };
    for (int v = 0; v < probability.height; ++v)
        for (int u = 0; u < probability.width; ++u) {
            if (probability.at(u, v) < kLeastEdge) continue;
            const double x = (u + 0.5) * cell, y = (v + 0.5) * cell;
            const float depth = depthNear(std::min(static_cast<int>(x), camera.width - 1),
                                          std::min(static_cast<int>(y), camera.height - 1));
            if (!std::isfinite(depth)) continue;
            cloud.positions.push_back(cast<float>(camera.unproject(x, y, depth)));
            cloud.confidence.push_back(probability.at(u, v));
        }
    return cloud;
}

}  // namespace img2cadseq::nn
