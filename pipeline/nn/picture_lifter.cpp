#include "nn/picture_lifter.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "nn/lifter.h"
#include "nn/picture_input.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

FloatMap mapOf(const torch::Tensor& values) {
    const torch::Tensor plain = values.to(torch::kFloat).contiguous();
    FloatMap map(static_cast<int>(plain.size(1)), static_cast<int>(plain.size(0)));
    std::copy_n(plain.data_ptr<float>(), map.data.size(), map.data.begin());
    return map;
}

Raster<Vec3f> normalsOf(const torch::Tensor& maps) {
    const FloatMap x = mapOf(maps[LifterMaps::NormalX]), y = mapOf(maps[LifterMaps::NormalY]),
                   z = mapOf(maps[LifterMaps::NormalZ]);
    Raster<Vec3f> normals(x.width, x.height);
    for (size_t i = 0; i < normals.data.size(); ++i) {
        const Vec3f n{x.data[i], y.data[i], z.data[i]};
        const float length = norm(n);
        normals.data[i] = length > 1e-6f ? n / length : Vec3f{0, 0, -1};
    }
    return normals;
}

Camera cameraFrom(const torch::Tensor& rotation, const float* numbers) {
    constexpr double kLeastPerspective = 0.02, kOrthographicDistance = 10.0;
    const auto side = static_cast<double>(PictureLifter::kMapSide);
    const float* place = numbers + LifterCamera::CenterX;
    const double scale = std::exp(std::clamp<double>(place[2], -3.0, 1.5)) * side, perspective = place[3];
    Camera camera;
    camera.width = camera.height = PictureLifter::kMapSide;
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) camera.rotation.row[r][c] = rotation[r][c].item<float>();
    camera.principal = {(0.5 + place[0]) * side, (0.5 + place[1]) * side};
    const bool flat = perspective < kLeastPerspective;
    camera.projection = flat ? Projection::Orthographic : Projection::Perspective;
    camera.focal = flat ? scale : scale / std::min(perspective, 0.95);
    camera.translation = {0.0, 0.0, flat ? kOrthographicDistance : 1.0 / std::min(perspective, 0.95)};
    return camera;
}

Vec3 sidesOf(const torch::Tensor& camera, int64_t hypothesis) {
    const float* logs = camera.data_ptr<float>() + LifterCamera::LogSides + 3 * hypothesis;
    Vec3 sides;
    for (int i = 0; i < 3; ++i) sides[i] = std::exp(std::clamp<double>(logs[i], -5.0, 0.5));
    const double longest = std::max({sides.x, sides.y, sides.z});
    return sides / longest;
}

std::vector<LiftedPicture::Hypothesis> hypothesesOf(const torch::Tensor& camera) {
    constexpr int64_t kCount = LifterCamera::kHypotheses;
    const torch::Tensor rotations =
        rotationsOf(camera.slice(0, LifterCamera::Rotations, LifterCamera::Votes).view({kCount, 6}));
    const torch::Tensor votes = torch::softmax(camera.slice(0, LifterCamera::Votes, LifterCamera::CenterX), 0);
    std::vector<LiftedPicture::Hypothesis> all;
    for (int64_t k = 0; k < kCount; ++k)
        all.push_back(
            {cameraFrom(rotations[k], camera.data_ptr<float>()), sidesOf(camera, k), votes[k].item<double>()});
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.probability > b.probability; });
    return all;
}

/// Rows of LifterQuery for the middles of the cells.
torch::Tensor queriesOf(const Camera& camera, const Vec3& sides, int side) {
    const auto count = static_cast<int64_t>(side) * side * side;
    torch::Tensor queries = torch::empty({1, count, static_cast<int64_t>(LifterQuery::Count)});
    auto* row = queries.data_ptr<float>();
    const auto share = [&](int i) { return (i + 0.5) / side - 0.5; };
    const double longest = std::max({sides.x, sides.y, sides.z}), half = 0.5 * PictureLifter::kMapSide;
    for (int k = 0; k < side; ++k)
        for (int j = 0; j < side; ++j)
            for (int i = 0; i < side; ++i, row += LifterQuery::Count) {
                const Vec3 seen = camera.project({share(i) * sides.x, share(j) * sides.y, share(k) * sides.z});
                const double values[] = {seen.x / half - 1.0,
                                         seen.y / half - 1.0,
                                         seen.z - camera.translation.z,
                                         share(i),
                                         share(j),
                                         share(k),
                                         std::log(sides.x / longest),
                                         std::log(sides.y / longest),
                                         std::log(sides.z / longest)};
                std::copy(std::begin(values), std::end(values), row);
            }
    return queries;
}

}  // namespace

struct LiftedPicture::Features {
    LifterOutput output;
};

struct PictureLifter::Data {
    Lifter lifter{nullptr};
};

PictureLifter::PictureLifter(const std::filesystem::path& weights) : data_(std::make_unique<Data>()) {
    const Safetensors file(weights);
    data_->lifter = Lifter(LifterOptions::fromMetadata(file.metadata()));
    loadModule(*data_->lifter, file);
    data_->lifter->eval();
}

PictureLifter::~PictureLifter() = default;

LiftedPicture PictureLifter::lift(const Image& picture, const Mask& mask) const {
    if (picture.width != kPictureSide || picture.height != kPictureSide)
        throw Error(ErrorCode::Internal, "the lifter was given a crop of the wrong size");
    const torch::InferenceMode noGradients;
    const std::vector<float> input = pictureInput(picture, mask);
    const LifterOutput out =
        data_->lifter->forward(torch::tensor(input).view({1, LifterImpl::kChannels, kPictureSide, kPictureSide}));
    const torch::Tensor maps = out.maps[0].to(torch::kFloat), camera = out.camera[0].to(torch::kFloat).contiguous();
    LiftedPicture lifted;
    lifted.mask = mapOf(torch::sigmoid(maps[LifterMaps::Mask]));
    lifted.front = mapOf(maps[LifterMaps::Front]);
    lifted.thickness = mapOf(maps[LifterMaps::Thickness].clamp_min(0.0));
    lifted.frontDoubt = mapOf(maps[LifterMaps::FrontDoubt].clamp(-7.0, 1.0).exp());
    lifted.thicknessDoubt = mapOf(maps[LifterMaps::ThicknessDoubt].clamp(-7.0, 1.0).exp());
    lifted.edge = mapOf(torch::sigmoid(maps[LifterMaps::Edge]));
    lifted.normal = normalsOf(maps);
    lifted.hypotheses = hypothesesOf(camera);
    lifted.features = std::make_shared<LiftedPicture::Features>(LiftedPicture::Features{out});
    return lifted;
}

std::vector<float> PictureLifter::occupancy(const LiftedPicture& lifted, const Camera& camera, const Vec3& sides,
                                            int side) const {
    const torch::InferenceMode noGradients;
    const torch::Tensor field =
        torch::sigmoid(data_->lifter->occupancy(lifted.features->output, queriesOf(camera, sides, side)))
            .to(torch::kFloat)
            .contiguous();
    return {field.data_ptr<float>(), field.data_ptr<float>() + field.numel()};
}

}  // namespace img2cadseq::nn
