#include "learn/lifter_loss.h"

#include <cstring>

#include "learn/field_queries.h"
#include "learn/lifter_pose.h"

namespace img2cadseq::learn {
namespace {

using nn::LifterCamera;
using nn::LifterImpl;
using nn::LifterMaps;

constexpr double kOthers = 0.05;
constexpr int64_t kSide = LifterImpl::kMapSide;

void put(torch::Tensor row, const float* values, size_t count) {
    std::memcpy(row.data_ptr<float>(), values, count * sizeof(float));
}

torch::Tensor crossEntropy(const torch::Tensor& logit, const torch::Tensor& share) {
    return torch::binary_cross_entropy_with_logits(logit, share);
}

/// Where the depth of a mean error is wanted: sum over what counts by how much counts.
torch::Tensor meanOver(const torch::Tensor& values, const torch::Tensor& counts) {
    return (values * counts).sum() / (counts.sum() + 1.0);
}

/// [B, 3, side, side]: where the first surface's points lie in the box, -1/2 ... 1/2, true canonical axes.
torch::Tensor placesInBox(const LifterBatch& truth) {
    const torch::Tensor depth = truth.maps.select(1, 1);
    const auto number = [&](int64_t k) { return truth.camera.select(1, k).view({-1, 1, 1}); };
    const torch::Tensor along =
        (torch::arange(kSide, depth.options()) + 0.5) / static_cast<double>(kSide) - 0.5;  // shares of the crop
    const torch::Tensor stretch = (1.0 + number(3) * depth) / number(2).exp();
    const torch::Tensor x = (along.view({1, 1, -1}) - number(0)) * stretch,
                        y = (along.view({1, -1, 1}) - number(1)) * stretch;
    const torch::Tensor points = torch::einsum("brc,brhw->bchw", {truth.rotation, torch::stack({x, y, depth}, 1)});
    return (points / truth.camera.slice(1, 4, 7).exp().view({-1, 3, 1, 1})).clamp(-0.6, 0.6);
}

}  // namespace

LifterBatch lifterBatch(const std::vector<LifterSample>& samples) {
    const auto count = static_cast<int64_t>(samples.size());
    LifterBatch batch;
    batch.picture = torch::empty({count, LifterImpl::kChannels, LifterImpl::kPictureSide, LifterImpl::kPictureSide});
    batch.maps = torch::empty({count, 6, kSide, kSide});
    batch.edges = torch::empty({count, LifterImpl::kEdgeSide, LifterImpl::kEdgeSide});
    batch.openings = torch::empty_like(batch.edges);
    batch.pockets = torch::empty_like(batch.edges);
    batch.depths = torch::empty_like(batch.edges);
    batch.aligned = torch::empty_like(batch.edges);
    batch.levels = torch::empty_like(batch.edges);
    batch.rotation = torch::empty({count, 3, 3});
    batch.camera = torch::empty({count, 7});
    batch.queries = torch::empty({count, kQueries, static_cast<int64_t>(nn::LifterQuery::Count)});
    batch.inside = torch::empty({count, kQueries});
    for (int64_t i = 0; i < count; ++i) {
        const LifterSample& s = samples[static_cast<size_t>(i)];
        put(batch.picture[i], s.picture.data(), s.picture.size());
        put(batch.edges[i], s.edge.data(), s.edge.size());
        put(batch.openings[i], s.openings.data(), s.openings.size());
        put(batch.pockets[i], s.pockets.data(), s.pockets.size());
        put(batch.depths[i], s.pocketDepths.data(), s.pocketDepths.size());
        put(batch.aligned[i], s.aligned.data(), s.aligned.size());
        put(batch.levels[i], s.levels.data(), s.levels.size());
        const std::vector<float>* maps[] = {&s.mask, &s.front, &s.thickness, &s.normalX, &s.normalY, &s.normalZ};
        for (int64_t k = 0; k < 6; ++k) put(batch.maps[i][k], maps[k]->data(), maps[k]->size());
        put(batch.rotation[i], s.rotation.data(), s.rotation.size());
        const float camera[] = {s.center[0],   s.center[1],   s.logScale,   s.perspective,
                                s.logSides[0], s.logSides[1], s.logSides[2]};
        put(batch.camera[i], camera, 7);
        put(batch.queries[i], s.queries.data(), s.queries.size());
        put(batch.inside[i], s.inside.data(), s.inside.size());
    }
    return batch;
}

LifterBatch LifterBatch::to(torch::Device device) const {
    LifterBatch there;
    for (const auto part : {&LifterBatch::picture, &LifterBatch::maps, &LifterBatch::edges, &LifterBatch::openings,
                            &LifterBatch::pockets, &LifterBatch::depths, &LifterBatch::aligned, &LifterBatch::levels,
                            &LifterBatch::rotation, &LifterBatch::camera, &LifterBatch::queries, &LifterBatch::inside})
        there.*part = (this->*part).to(device);
    return there;
}

StepLoss lifterLoss(nn::Lifter& lifter, const nn::LifterOutput& output, const LifterBatch& truth,
                    const LifterWeights& w) {
    const torch::Tensor maps = output.maps.to(torch::kFloat), camera = output.camera.to(torch::kFloat);
    const auto map = [&](int64_t k) { return maps.select(1, k); };
    const auto real = [&](int64_t k) { return truth.maps.select(1, k); };
    const torch::Tensor part = (real(0) > 0.49).to(torch::kFloat);

    const torch::Tensor mask = crossEntropy(map(LifterMaps::Mask), real(0));
    const torch::Tensor edge = crossEntropy(output.edges.to(torch::kFloat), truth.edges);
    const torch::Tensor opening = crossEntropy(output.openings.to(torch::kFloat), truth.openings);
    const torch::Tensor pocket = crossEntropy(output.pockets.to(torch::kFloat), truth.pockets);
    const torch::Tensor pocketDepth =
        meanOver((output.depths.to(torch::kFloat) - truth.depths.clamp_min(kShallowestPocket).log()).abs(),
                 (truth.pockets > 0.49).to(torch::kFloat));
    const torch::Tensor aligned = crossEntropy(output.aligned.to(torch::kFloat), truth.aligned);
    const torch::Tensor level =
        meanOver((output.levels.to(torch::kFloat) - truth.levels).abs(), (truth.aligned > 0.49).to(torch::kFloat));
    const torch::Tensor frontError = (map(LifterMaps::Front) - real(1)).abs();
    const torch::Tensor thicknessError = (map(LifterMaps::Thickness) - real(2)).abs();
    const torch::Tensor front = meanOver(frontError, part), thickness = meanOver(thicknessError, part);
    const auto doubtLoss = [&](const torch::Tensor& error, int64_t channel) {
        return meanOver((map(channel) - (error.detach() + 1e-3).log()).abs(), part);
    };
    const torch::Tensor doubt =
        doubtLoss(frontError, LifterMaps::FrontDoubt) + doubtLoss(thicknessError, LifterMaps::ThicknessDoubt);

    const torch::Tensor guess = maps.slice(1, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
    const torch::Tensor unit = guess / (guess.square().sum(1, true) + 1e-4).sqrt();
    const torch::Tensor normal = meanOver(1.0 - (unit * truth.maps.slice(1, 3, 6)).sum(1), part);

    constexpr int64_t kHypotheses = LifterCamera::kHypotheses;
    const torch::Tensor rotations =
        nn::rotationsOf(camera.slice(1, LifterCamera::Rotations, LifterCamera::Votes).view({-1, kHypotheses, 6}));
    const torch::Tensor logSides = camera.slice(1, LifterCamera::LogSides).view({-1, kHypotheses, 3});
    const PoseMatch match =
        matchPoses(rotations, logSides, truth.rotation, truth.camera.slice(1, 4, 7), w.sides / w.rotation);
    const auto [least, nearest] = (w.rotation * match.turn + w.sides * match.sides).min(1);
    const torch::Tensor pose =
        ((1.0 - kOthers) * least + kOthers * (w.rotation * match.turn + w.sides * match.sides).mean(1)).mean();
    const torch::Tensor votes =
        torch::cross_entropy_loss(camera.slice(1, LifterCamera::Votes, LifterCamera::CenterX), nearest);
    const torch::Tensor error =
        (camera.slice(1, LifterCamera::CenterX, LifterCamera::LogSides) - truth.camera.slice(1, 0, 4)).abs();
    const torch::Tensor place = error.slice(1, 0, 3).mean(), perspective = error.select(1, 3).mean();
    const auto chosen = [&](const torch::Tensor& x) { return x.gather(1, nearest.unsqueeze(1)).mean().detach(); };

    // The field is asked under the nearest hypothesis, as it will be when there is no truth.
    const torch::Tensor queries = queriesUnder(camera, nearest, truth);
    const torch::Tensor occupancy = crossEntropy(lifter->occupancy(output, queries), truth.inside);

    const torch::Tensor axes = match.axes.gather(1, nearest.view({-1, 1, 1, 1}).expand({-1, 1, 3, 3})).squeeze(1);
    const torch::Tensor places = torch::einsum("bij,bjhw->bihw", {axes, placesInBox(truth)});
    const torch::Tensor box =
        meanOver((maps.slice(1, LifterMaps::BoxX, LifterMaps::BoxZ + 1) - places).abs().mean(1), part);

    const torch::Tensor loss = w.front * front + w.thickness * thickness + w.normal * normal + w.mask * mask +
                               w.edge * edge + w.opening * opening + w.pocket * pocket + w.pocketDepth * pocketDepth +
                               w.aligned * aligned + w.level * level + w.doubt * doubt + pose + 0.1 * votes +
                               w.place * (place + 0.2 * perspective) + w.occupancy * occupancy + w.box * box;
    StepLoss result{loss, {}};
    result.parts = {{"front", front},
                    {"thickness", thickness},
                    {"normal", normal},
                    {"mask", mask},
                    {"edge", edge},
                    {"opening", opening},
                    {"pocket", pocket},
                    {"pocketDepth", pocketDepth},
                    {"aligned", aligned},
                    {"level", level},
                    {"rotation", chosen(match.turn)},
                    {"sides", chosen(match.sides)},
                    {"votes", votes},
                    {"place", place},
                    {"perspective", perspective},
                    {"occupancy", occupancy},
                    {"box", box}};
    return result;
}

}  // namespace img2cadseq::learn
