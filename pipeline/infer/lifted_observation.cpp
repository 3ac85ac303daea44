#include "infer/lifted_observation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nn/layer_cloud.h"
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

}  // namespace

void fillMaps(const nn::LiftedPicture& lifted, View& view) {
    const int side = view.camera.width;
    const FloatMap front = enlarged(lifted.front, side), thickness = enlarged(lifted.thickness, side),
                   doubt = enlarged(lifted.frontDoubt, side);
    const Raster<Vec3f> normals = enlarged(lifted.normal, side);
    view.depth = view.backDepth = FloatMap(side, side, kNowhere);
    view.openings = enlarged(lifted.openings, side);
    view.pockets = enlarged(lifted.pockets, side);
    view.pocketDepths = enlarged(lifted.pocketDepths, side);
    view.aligned = enlarged(lifted.aligned, side);
    view.levels = enlarged(lifted.levels, side);
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
