#include "infer/lifted_observation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nn/layer_cloud.h"
#include "nn/picture_input.h"
#include "photo/crop.h"
#include "photo/edges.h"

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

}  // namespace

std::vector<EdgePoint> liftedEdgePoints(const Image& crop, const nn::LiftedPicture& lifted, int side) {
    constexpr double kFaint = 0.04;
    constexpr float kLeastProbability = 0.25f;
    const FloatMap& probability = lifted.edge;
    std::vector<EdgePoint> edges;
    const double cell = static_cast<double>(probability.width) / crop.width,
                 pixel = static_cast<double>(side) / crop.width;
    for (const PictureEdge& e : edgePoints(crop, kFaint)) {
        const int u = static_cast<int>(e.position.x * cell), v = static_cast<int>(e.position.y * cell);
        float best = 0.0f;
        for (int y = std::max(0, v - 1); y <= std::min(probability.height - 1, v + 1); ++y)
            for (int x = std::max(0, u - 1); x <= std::min(probability.width - 1, u + 1); ++x)
                best = std::max(best, probability.at(x, y));
        if (best >= kLeastProbability) edges.push_back({e.position * pixel, best});
    }
    return edges;
}

FloatMap contrastOf(const Image& crop) {
    const size_t pixels = crop.data.size(), side = static_cast<size_t>(crop.width);
    const std::vector<float> input = nn::pictureInput(crop, {});
    const float* bright = input.data() + 4 * pixels;  // in [-2, 2]
    FloatMap out(crop.width / 2, crop.height / 2);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const float* at = bright + 2 * static_cast<size_t>(y) * side + 2 * static_cast<size_t>(x);
            out.at(x, y) = 0.125f * (at[0] + at[1] + at[side] + at[side + 1]);
        }
    return out;
}

void fillMaps(const nn::LiftedPicture& lifted, View& view) {
    const int side = view.camera.width;
    const FloatMap front = enlarged(lifted.front, side), thickness = enlarged(lifted.thickness, side),
                   doubt = enlarged(lifted.frontDoubt, side);
    const Raster<Vec3f> normals = enlarged(lifted.normal, side);
    view.depth = view.backDepth = FloatMap(side, side, kNowhere);
    view.openings = enlarged(lifted.openings, side);
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
    return nn::layerCloud({view.camera, view.depth, view.backDepth, view.normals, view.confidence},
                          *observation.occupancy);
}

PointCloud liftedEdges(const Observation& observation, const nn::LiftedPicture& lifted) {
    const View& view = *observation.view;
    return nn::edgeCloud({view.camera, view.depth, view.backDepth, view.normals, view.confidence}, lifted.edge);
}

}  // namespace img2cadseq::infer
