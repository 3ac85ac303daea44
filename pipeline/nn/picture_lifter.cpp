#include "nn/picture_lifter.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "nn/close_tiles.h"
#include "nn/drawing.h"
#include "nn/lifter.h"
#include "nn/looked_pose.h"
#include "nn/looks.h"
#include "nn/on_device.h"
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

torch::Tensor tensorOf(const Image& picture, const Mask& mask, int side = PictureLifter::kPictureSide) {
    if (picture.width != side || picture.height != side)
        throw Error(ErrorCode::Internal, "the lifter was given a crop of the wrong size");
    return torch::tensor(pictureInput(picture, mask)).view({1, LifterImpl::kChannels, side, side});
}

/// Of the first look, which is at the picture as it was given.
PictureTokens tokensOf(const LifterOutput& output) {
    const torch::Tensor tokens = output.tokens[0].to(torch::kFloat).cpu().contiguous();
    return {static_cast<int>(LifterImpl::kAcross),
            static_cast<int>(tokens.size(1)),
            {tokens.data_ptr<float>(), tokens.data_ptr<float>() + tokens.numel()}};
}

/// What is said of the picture; not what the occupancy field reads.
LifterOutput broughtToCpu(const LifterOutput& there) {
    LifterOutput out;
    for (const auto said :
         {&LifterOutput::maps, &LifterOutput::edges, &LifterOutput::openings, &LifterOutput::pockets,
          &LifterOutput::depths, &LifterOutput::aligned, &LifterOutput::levels, &LifterOutput::camera})
        out.*said = (there.*said).cpu();
    return out;
}

/// `place`: centre x and y, log scale, perspective.
Camera cameraFrom(const Mat3& rotation, const torch::Tensor& place) {
    constexpr double kOrthographicDistance = 10.0;
    const auto side = static_cast<double>(PictureLifter::kMapSide);
    const double scale = std::exp(std::clamp(place[2].item<double>(), -3.0, 1.5)) * side;
    const double perspective = std::min(place[3].item<double>(), LifterCamera::kMostPerspective);
    Camera camera;
    camera.width = camera.height = PictureLifter::kMapSide;
    camera.rotation = rotation;
    camera.principal = {(0.5 + place[0].item<double>()) * side, (0.5 + place[1].item<double>()) * side};
    const bool flat = perspective < LifterCamera::kLeastPerspective;
    camera.projection = flat ? Projection::Orthographic : Projection::Perspective;
    camera.focal = flat ? scale : scale / perspective;
    camera.translation = {0.0, 0.0, flat ? kOrthographicDistance : 1.0 / perspective};
    return camera;
}

Vec3 sidesOf(const Vec3& logSides) {
    Vec3 sides;
    for (int i = 0; i < 3; ++i) sides[i] = std::exp(std::clamp(logSides[i], -5.0, 0.5));
    return sides / std::max({sides.x, sides.y, sides.z});
}

/// Rows of LifterQuery for the middles of the cells.
torch::Tensor queriesOf(const Camera& camera, const Vec3& sides, int side) {
    const auto count = static_cast<int64_t>(side) * side * side;
    torch::Tensor queries = torch::empty({1, count, static_cast<int64_t>(LifterQuery::Count)});
    auto* row = queries.data_ptr<float>();
    const auto share = [&](int i) { return (i + 0.5) / side - 0.5; };
    const Vec3 view = camera.rotation.row[2];
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
                                         std::log(sides.z / longest),
                                         view.x,
                                         view.y,
                                         view.z};
                std::copy(std::begin(values), std::end(values), row);
            }
    return queries;
}

}  // namespace

struct LiftedPicture::Features {
    LifterOutput output;  ///< on the lifter's device
    const Looks& looks;
};

struct PictureLifter::Data {
    Lifter lifter{nullptr};
    torch::Device device = torch::kCPU;

    /// What they say is on the device.
    LifterOutput seen(const torch::Tensor& pictures) {
        return onDevice(device, [&] { return lifter->forward(pictures.to(device)); });
    }
    /// What they say is on the CPU.
    CloseOutput seenClosely(const torch::Tensor& parts) {
        return onDevice(device, [&] {
            const torch::Tensor there = parts.to(device);
            const CloseOutput out = lifter->close(there, lifter->forward(there));
            return CloseOutput{out.edges.cpu(), out.openings.cpu()};
        });
    }
    LifterOutput seen(const torch::Tensor& picture, const Looks& looks) { return seen(lookedAt(picture, looks)); }
};

PictureLifter::PictureLifter(const std::filesystem::path& weights, const std::string& device)
    : data_(std::make_unique<Data>()) {
    const Safetensors file(weights);
    data_->device = torch::Device(device);
    data_->lifter = Lifter(LifterOptions::fromMetadata(file.metadata()));
    loadModule(*data_->lifter, file);
    data_->lifter->eval();
    onDevice(data_->device, [&] { data_->lifter->to(data_->device); });
}

PictureLifter::~PictureLifter() = default;

int PictureLifter::tokenWidth() const { return static_cast<int>(data_->lifter->options().width); }

FloatMap PictureLifter::mask(const Image& picture, const Mask& mask, Care care) const {
    const torch::InferenceMode noGradients;
    const Looks& looks = care == Care::Full ? allLooks() : oneLook();
    const torch::Tensor maps = data_->seen(tensorOf(picture, mask), looks).maps.cpu();
    return mapOf(torch::sigmoid(broughtBack(maps, looks)[LifterMaps::Mask]));
}

LiftedPicture PictureLifter::lift(const Image& picture, const Mask& mask, Care care) const {
    const torch::InferenceMode noGradients;
    const Looks& looks = care == Care::Full ? allLooks() : oneLook();
    const LifterOutput there = data_->seen(tensorOf(picture, mask), looks), out = broughtToCpu(there);
    LiftedPicture lifted;
    lifted.edge = mapOf(torch::sigmoid(edgesBroughtBack(out.edges, looks)));
    lifted.openings = mapOf(torch::sigmoid(edgesBroughtBack(out.openings, looks)));
    lifted.pockets = mapOf(torch::sigmoid(edgesBroughtBack(out.pockets, looks)));
    lifted.pocketDepths = mapOf(edgesBroughtBack(out.depths, looks).clamp(-3.0, 0.0).exp());
    lifted.aligned = mapOf(torch::sigmoid(edgesBroughtBack(out.aligned, looks)));
    lifted.levels = mapOf(edgesBroughtBack(out.levels, looks).clamp(0.0, 1.0));
    const torch::Tensor drawing = tensorOf(drawingOf(lifted.edge, kPictureSide), mask);
    std::vector<torch::Tensor> cameras{out.camera, data_->seen(drawing, looks).camera.cpu()};
    Looks looksOfCameras = looks;
    looksOfCameras.insert(looksOfCameras.end(), looks.begin(), looks.end());
    if (care == Care::Full) {
        cameras.push_back(data_->seen(tensorOf(picture, mask), turnedLooks()).camera.cpu());
        looksOfCameras.insert(looksOfCameras.end(), turnedLooks().begin(), turnedLooks().end());
    }
    const torch::Tensor camera = torch::cat(cameras);
    const torch::Tensor maps = broughtBack(out.maps, looks), place = placeOf(camera, looksOfCameras);
    lifted.mask = mapOf(torch::sigmoid(maps[LifterMaps::Mask]));
    lifted.front = mapOf(maps[LifterMaps::Front]);
    lifted.thickness = mapOf(maps[LifterMaps::Thickness].clamp_min(0.0));
    lifted.frontDoubt = mapOf(maps[LifterMaps::FrontDoubt].clamp(-7.0, 1.0).exp());
    lifted.thicknessDoubt = mapOf(maps[LifterMaps::ThicknessDoubt].clamp(-7.0, 1.0).exp());
    lifted.normal = normalsOf(maps);
    for (const LookedPose& pose : posesOf(camera, looksOfCameras))
        lifted.hypotheses.push_back({cameraFrom(pose.rotation, place), sidesOf(pose.logSides), pose.probability});
    lifted.tokens = tokensOf(there);
    lifted.features = std::make_shared<LiftedPicture::Features>(LiftedPicture::Features{there, looks});
    return lifted;
}

CloseUp PictureLifter::closeUp(const Image& picture, const Mask& mask) const {
    const torch::InferenceMode noGradients;
    const torch::Tensor whole = tensorOf(picture, mask, kCloseSide);
    const std::vector<CloseTile> tiles = closeTiles(mask);
    CloseUp close{{kCloseMapSide, kCloseMapSide}, {kCloseMapSide, kCloseMapSide}};
    if (tiles.empty()) return close;
    const CloseOutput out = data_->seenClosely(cutOut(whole, tiles));
    close.edge = mapOf(putTogether(torch::sigmoid(out.edges), tiles));
    close.openings = mapOf(putTogether(torch::sigmoid(out.openings), tiles));
    return close;
}

std::vector<float> PictureLifter::occupancy(const LiftedPicture& lifted, const Camera& camera, const Vec3& sides,
                                            int side) const {
    const torch::InferenceMode noGradients;
    const LiftedPicture::Features& features = *lifted.features;
    const torch::Tensor logits = onDevice(data_->device, [&] {
        return fieldOf(data_->lifter, features.output, queriesOf(camera, sides, side), features.looks).cpu();
    });
    const torch::Tensor field = torch::sigmoid(logits).to(torch::kFloat).contiguous();
    return {field.data_ptr<float>(), field.data_ptr<float>() + field.numel()};
}

}  // namespace img2cadseq::nn
