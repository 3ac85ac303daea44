#include "learn/lifter_evaluation.h"

#include <algorithm>
#include <cmath>

#include "learn/field_queries.h"
#include "learn/lifter_loss.h"
#include "learn/lifter_pose.h"
#include "learn/median.h"

namespace img2cadseq::learn {
namespace {

using nn::LifterCamera;
using nn::LifterImpl;
using nn::LifterMaps;
using torch::indexing::Slice;

constexpr double kBelow = 0.9;  ///< level of what is not the box's own side
constexpr double kDegree = 3.14159265358979323846 / 180.0;

/// Canonical points of all pixels, [3, side, side].
torch::Tensor pointsOf(const torch::Tensor& depth, const torch::Tensor& rotation, const torch::Tensor& camera) {
    constexpr int64_t kSide = LifterImpl::kMapSide;
    const torch::Tensor places = (torch::arange(kSide) + 0.5) / static_cast<double>(kSide) - 0.5;
    const torch::Tensor stretch = (1.0 + camera[3] * depth) / camera[2].exp();
    const torch::Tensor x = (places.view({1, -1}) - camera[0]) * stretch,
                        y = (places.view({-1, 1}) - camera[1]) * stretch;
    return torch::einsum("rc,rhw->chw", {rotation, torch::stack({x, y, depth})});
}

double mean(const torch::Tensor& values, const torch::Tensor& where) {
    return ((values * where).sum() / (where.sum() + 1e-9)).item<double>();
}

/// IoU of what is said and what is true over all pictures together.
struct Overlap {
    double both = 0.0, any = 0.0;

    void add(const torch::Tensor& logits, const torch::Tensor& shares) {
        const torch::Tensor real = (shares > 0.49).to(torch::kFloat), said = (logits > 0).to(torch::kFloat);
        both += (real * said).sum().item<double>();
        any += torch::max(real, said).sum().item<double>();
    }
    double share() const { return both / std::max(1.0, any); }
};

}  // namespace

std::map<std::string, double> lifterFigures(nn::Lifter& lifter, const std::vector<LifterSample>& samples) {
    torch::NoGradGuard guard;
    std::map<std::string, double> figures;
    std::vector<double> turn, nearer, sides, nearerSides, occupancy, gain, depth, level, lower;
    Overlap openings, pockets, aligned;
    const double share = 1.0 / static_cast<double>(samples.size());
    for (const LifterSample& sample : samples) {
        const LifterBatch truth = lifterBatch({sample});
        const nn::LifterOutput out = lifter->forward(truth.picture);
        const torch::Tensor maps = out.maps[0].to(torch::kFloat), camera = out.camera[0].to(torch::kFloat);
        const torch::Tensor real = truth.maps[0], part = (real[0] > 0.49).to(torch::kFloat);
        constexpr int64_t kHypotheses = LifterCamera::kHypotheses;
        const torch::Tensor rotations = nn::rotationsOf(
            camera.index({Slice(LifterCamera::Rotations, LifterCamera::Votes)}).view({1, kHypotheses, 6}));
        const torch::Tensor logSides = camera.index({Slice(LifterCamera::LogSides)}).view({1, kHypotheses, 3});
        const PoseMatch match =
            matchPoses(rotations, logSides, truth.rotation, truth.camera.slice(1, 4, 7), kSideWeight);
        const auto best = camera.index({Slice(LifterCamera::Votes, LifterCamera::CenterX)}).argmax().item<int64_t>();
        const torch::Tensor degrees = 2.0 * torch::asin((match.turn[0] / 2.0).clamp(0.0, 1.0)) / kDegree;
        turn.push_back(degrees[best].item<double>());
        nearer.push_back(degrees.min().item<double>());
        sides.push_back(100.0 * match.sides[0][best].item<double>());
        nearerSides.push_back(100.0 * match.sides[0].min().item<double>());
        const torch::Tensor numbers = camera.index({Slice(LifterCamera::CenterX, LifterCamera::LogSides)});
        const torch::Tensor axes = match.axes[0][best];
        figures["front"] += share * 100.0 * mean((maps[LifterMaps::Front] - real[1]).abs(), part);
        figures["thickness"] += share * 100.0 * mean((maps[LifterMaps::Thickness] - real[2]).abs(), part);
        const torch::Tensor guess = maps.slice(0, LifterMaps::NormalX, LifterMaps::NormalZ + 1);
        const torch::Tensor cosine = (guess * real.slice(0, 3, 6)).sum(0) / (guess.norm(2, 0) + 1e-6);
        figures["normal"] += share * mean(torch::acos(cosine.clamp(-1.0, 1.0)) / kDegree, part);
        const torch::Tensor seen = (maps[LifterMaps::Mask] > 0).to(torch::kFloat);
        figures["mask"] += share * ((seen * part).sum() / (torch::max(seen, part).sum() + 1e-9)).item<double>();
        const torch::Tensor edge = truth.edges[0], drawn = (out.edges[0] > 0).to(torch::kFloat);
        figures["edges"] += share * 2.0 * ((drawn * edge).sum() / (drawn.sum() + edge.sum() + 1e-9)).item<double>();
        openings.add(out.openings[0], truth.openings[0]);
        pockets.add(out.pockets[0], truth.pockets[0]);
        const torch::Tensor deep = (truth.pockets[0] > 0.49).to(torch::kFloat);
        if (deep.sum().item<double>() > 0.0)
            depth.push_back(100.0 *
                            mean((out.depths[0] - truth.depths[0].clamp_min(kShallowestPocket).log()).abs(), deep));
        const torch::Tensor on = (truth.aligned[0] > 0.49).to(torch::kFloat), below = on * (truth.levels[0] < kBelow);
        const torch::Tensor slip = (out.levels[0] - truth.levels[0]).abs();
        if (on.sum().item<double>() > 0.0) level.push_back(100.0 * mean(slip, on));
        if (below.sum().item<double>() > 0.0) lower.push_back(100.0 * mean(slip, below));
        aligned.add(out.aligned[0], truth.aligned[0]);
        const torch::Tensor far = (pointsOf(maps[LifterMaps::Front], rotations[0][best], numbers) -
                                   pointsOf(real[1], torch::matmul(truth.rotation[0], axes.t()), truth.camera[0]))
                                      .norm(2, 0);
        figures["points"] += share * 100.0 * mean(far, part);

        const FieldOverlap field = fieldOverlap(lifter->occupancy(out, truth.queries)[0], truth.inside[0]);
        occupancy.push_back(field.iou);
        if (field.fill < FieldOverlap::kFull) gain.push_back(field.gain());
    }
    figures["openings"] = openings.share();
    figures["pockets"] = pockets.share();
    figures["pocketDepth"] = median(depth);
    figures["aligned"] = aligned.share();
    figures["level"] = median(level);
    figures["lowerLevel"] = median(lower);
    figures["turn"] = median(turn);
    figures["turn2"] = median(nearer);
    figures["sides"] = median(sides);
    figures["sides2"] = median(nearerSides);
    figures["occupancy"] = median(occupancy);
    figures["gain"] = median(gain);
    return figures;
}

}  // namespace img2cadseq::learn
