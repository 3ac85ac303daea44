#include "infer/lifted_observation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "photo/crop.h"

namespace img2cadseq::infer {
namespace {

constexpr float kNowhere = std::numeric_limits<float>::infinity();
constexpr float kDoubtScale = 0.1f;  ///< an error of this much leaves a confidence of 1/e

FloatMap enlarged(const FloatMap& map, int side) { return crop(map, wholeWindow(map.width, map.height), side); }

Raster<Vec3f> enlarged(const Raster<Vec3f>& map, int side) {
    FloatMap parts[3] = {{map.width, map.height}, {map.width, map.height}, {map.width, map.height}};
    for (size_t i = 0; i < map.data.size(); ++i)
        for (int k = 0; k < 3; ++k) parts[k].data[i] = map.data[i][k];
    for (FloatMap& part : parts) part = enlarged(part, side);
    Raster<Vec3f> out(side, side);
    for (size_t i = 0; i < out.data.size(); ++i) {
        const Vec3f n{parts[0].data[i], parts[1].data[i], parts[2].data[i]};
        out.data[i] = norm(n) > 1e-6f ? n / norm(n) : Vec3f{};
    }
    return out;
}

void addPoint(PointCloud& cloud, const Vec3& point, const Vec3f& normal, float confidence, bool seen) {
    cloud.positions.push_back(cast<float>(point));
    cloud.normals.push_back(normal);
    cloud.confidence.push_back(confidence);
    cloud.seen.push_back(seen ? 1 : 0);
}

/// Outward normal of the last surface from its neighbours; away from the camera where there are none.
Vec3f backNormal(const View& view, int x, int y) {
    const auto at = [&](int u, int v) {
        u = std::clamp(u, 0, view.camera.width - 1), v = std::clamp(v, 0, view.camera.height - 1);
        const float depth = view.backDepth.at(u, v);
        return view.camera.unproject(u + 0.5, v + 0.5, std::isfinite(depth) ? depth : view.backDepth.at(x, y));
    };
    const Vec3 n = cross(at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1));
    if (norm(n) < 1e-12) return cast<float>(view.camera.rotation.row[2]);
    const double sign = dot(n, view.camera.rotation.row[2]) < 0 ? -1.0 : 1.0;
    return cast<float>(n * (sign / norm(n)));
}

/// Cells of the field beside emptier ones, where neither layer has points: what no ray meets first or last.
void addHidden(PointCloud& cloud, const Observation& observation) {
    constexpr float kInside = 0.5f;
    const Occupancy& field = *observation.occupancy;
    const Camera& camera = observation.view->camera;
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
                    const float front = observation.view->depth.at(x, y), back = observation.view->backDepth.at(x, y);
                    if (!std::isfinite(front) || seen.z < front + reach || seen.z > back - reach) continue;
                    Vec3f normal{};
                    normal[axis] = static_cast<float>(step);
                    addPoint(cloud, point, normal, 0.2f, false);
                }
            }
}

}  // namespace

void fillMaps(const nn::LiftedPicture& lifted, View& view) {
    const int side = view.camera.width;
    const FloatMap front = enlarged(lifted.front, side), thickness = enlarged(lifted.thickness, side),
                   doubt = enlarged(lifted.frontDoubt, side);
    const Raster<Vec3f> normals = enlarged(lifted.normal, side);
    view.depth = view.backDepth = FloatMap(side, side, kNowhere);
    view.confidence = FloatMap(side, side);
    view.normals = Raster<Vec3f>(side, side);
    const Mat3 toWorld = view.camera.rotation.transposed();
    const auto origin = static_cast<float>(view.camera.translation.z);
    for (size_t i = 0; i < view.mask.data.size(); ++i) {
        if (!view.mask.data[i]) continue;
        view.depth.data[i] = front.data[i] + origin;
        view.backDepth.data[i] = view.depth.data[i] + thickness.data[i];
        view.confidence.data[i] = std::exp(-doubt.data[i] / kDoubtScale);
        view.normals.data[i] = cast<float>(toWorld * cast<double>(normals.data[i]));
    }
}

PointCloud liftedCloud(const Observation& observation) {
    const View& view = *observation.view;
    PointCloud cloud;
    for (int y = 0; y < view.mask.height; ++y)
        for (int x = 0; x < view.mask.width; ++x) {
            const float front = view.depth.at(x, y), back = view.backDepth.at(x, y);
            if (!std::isfinite(front)) continue;
            const float sure = view.confidence.at(x, y);
            addPoint(cloud, view.camera.unproject(x + 0.5, y + 0.5, front), view.normals.at(x, y), sure, true);
            addPoint(cloud, view.camera.unproject(x + 0.5, y + 0.5, back), backNormal(view, x, y), 0.5f * sure, false);
        }
    if (cloud.positions.empty()) return cloud;
    addHidden(cloud, observation);
    return cloud;
}

}  // namespace img2cadseq::infer
