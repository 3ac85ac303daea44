#include "learn/field_queries.h"

#include <algorithm>

#include "learn/lifter_pose.h"

namespace img2cadseq::learn {

torch::Tensor queriesUnder(const torch::Tensor& camera, const torch::Tensor& chosen, const LifterBatch& truth) {
    using nn::LifterCamera;
    using nn::LifterQuery;
    constexpr int64_t kHypotheses = LifterCamera::kHypotheses;
    const torch::NoGradGuard guard;
    const torch::Tensor said = camera.to(torch::kFloat);
    const torch::Tensor rotations =
        nn::rotationsOf(said.slice(1, LifterCamera::Rotations, LifterCamera::Votes).view({-1, kHypotheses, 6}));
    const torch::Tensor logSides = said.slice(1, LifterCamera::LogSides).view({-1, kHypotheses, 3});
    const PoseMatch match = matchPoses(rotations, logSides, truth.rotation, truth.camera.slice(1, 4, 7), kSideWeight);
    const auto ofChosen = [&](const torch::Tensor& x) {
        std::vector<int64_t> shape(static_cast<size_t>(x.dim()), 1), wide = x.sizes().vec();
        shape[0] = x.size(0), wide[1] = 1;
        return x.gather(1, chosen.view(shape).expand(wide)).squeeze(1);
    };
    const torch::Tensor rotation = ofChosen(rotations), axes = ofChosen(match.axes);
    torch::Tensor sides = ofChosen(logSides).clamp(-5.0, 0.5);
    sides = (sides - sides.amax(1, true)).unsqueeze(1);
    const torch::Tensor share =
        torch::einsum("bij,bnj->bni", {axes, truth.queries.slice(2, LifterQuery::BoxX, LifterQuery::LogSideX)});
    const torch::Tensor seen = torch::einsum("bij,bnj->bni", {rotation, share * sides.exp()});
    const auto number = [&](int64_t k) { return said.select(1, k).view({-1, 1, 1}); };
    torch::Tensor perspective = number(LifterCamera::Perspective).clamp_max(LifterCamera::kMostPerspective);
    perspective =
        torch::where(perspective < LifterCamera::kLeastPerspective, torch::zeros_like(perspective), perspective);
    const torch::Tensor depth = seen.slice(2, 2, 3);
    const torch::Tensor scale = number(LifterCamera::LogScale).clamp(-3.0, 1.5).exp() / (1.0 + perspective * depth);
    const torch::Tensor centre = said.slice(1, LifterCamera::CenterX, LifterCamera::CenterY + 1).unsqueeze(1);
    const torch::Tensor place = 2.0 * (centre + scale * seen.slice(2, 0, 2));
    const auto everywhere = [&](const torch::Tensor& x) { return x.expand({-1, share.size(1), -1}); };
    return torch::cat({place, depth, share, everywhere(sides), everywhere(rotation.slice(1, 2, 3))}, 2);
}

FieldOverlap fieldOverlap(const torch::Tensor& logits, const torch::Tensor& inside) {
    const torch::Tensor real = inside > 0.5, said = logits > 0;
    const double both = (real & said).sum().item<double>(), any = (real | said).sum().item<double>();
    return {both / std::max(any, 1.0), real.to(torch::kFloat).mean().item<double>()};
}

}  // namespace img2cadseq::learn
