#include "learn/codes_loss.h"

#include <numbers>

#include <torch/torch.h>

#include "codes/layout.h"
#include "learn/cross_entropy.h"
#include "nn/part_arrays.h"

namespace img2cadseq::learn {
namespace {

using codes::kCurves;

constexpr double kRound = 0.005;  ///< errors below it count by their square

/// Vertices [N, C, 2] that the numbers walk to, curve by curve. `arc`, `used`: [N, C] of 0 and 1.
torch::Tensor walked(const torch::Tensor& numbers, const torch::Tensor& arc, const torch::Tensor& used) {
    const torch::Tensor chord = numbers.select(2, 0) * used, turn = numbers.select(2, 1) * std::numbers::pi * used;
    const torch::Tensor along =
        torch::where(arc > 0, numbers.select(2, 0) + numbers.select(2, 3), torch::ones_like(chord));
    const torch::Tensor aside = torch::where(arc > 0, numbers.select(2, 4), torch::zeros_like(chord));
    const torch::Tensor sweep = 2.0 * torch::atan2(aside, along + 1e-6 * (along == 0));
    const torch::Tensor heading = (turn + sweep).cumsum(1) - 0.5 * sweep;
    return torch::stack({(chord * heading.cos()).cumsum(1), (chord * heading.sin()).cumsum(1)}, 2);
}

}  // namespace

torch::Tensor blockLoss(const torch::Tensor& outputs, const torch::Tensor& truth) {
    const torch::Tensor error =
        torch::smooth_l1_loss(outputs.slice(1, 0, 8), truth.slice(1, 0, 8), at::Reduction::None, kRound);
    const torch::Tensor weight = torch::tensor({1.f, 1.f, 1.f, .3f, .3f, .3f, 3.f, 3.f});
    return (error * weight).sum(1).mean() +
           0.1 * crossEntropy(outputs.slice(1, 8, 12), truth.slice(1, 8, 12).argmax(1)).mean();
}

torch::Tensor patchLoss(const torch::Tensor& outputs, const torch::Tensor& truth) {
    const torch::Tensor error = torch::smooth_l1_loss(outputs, truth, at::Reduction::None, kRound);
    const torch::Tensor weight = torch::tensor({1.f, 1.f, 1.5f, 1.5f, 0.3f});
    return (error * weight).sum(1).mean();
}

CurveLoss curveLoss(const torch::Tensor& outputs, const torch::Tensor& truth) {
    constexpr int64_t kSize = nn::kCurveStride;
    const int64_t rows = truth.size(0);
    const torch::Tensor out = outputs.slice(1, 0, kCurves * kSize).view({rows, kCurves, kSize}).to(torch::kFloat);
    const torch::Tensor in = truth.slice(1, 0, kCurves * kSize).view({rows, kCurves, kSize});
    const torch::Tensor count = (truth.select(1, kCurves * kSize) * kCurves).round().to(torch::kLong);
    const torch::Tensor used = (torch::arange(kCurves).unsqueeze(0) < count.unsqueeze(1)).to(torch::kFloat);
    const torch::Tensor arc = in.select(2, 6);
    const torch::Tensor plain =
        torch::smooth_l1_loss(out.slice(2, 0, 5), in.slice(2, 0, 5), at::Reduction::None, kRound);
    const torch::Tensor types =
        crossEntropy(out.slice(2, 5, 8).reshape({-1, 3}), in.slice(2, 5, 8).reshape({-1, 3}).argmax(1))
            .view({rows, kCurves});
    const torch::Tensor counts = crossEntropy(outputs.slice(1, kCurves * kSize), count - 1);
    const torch::Tensor each = used.sum(1).clamp_min(1.0);
    CurveLoss loss;
    loss.features = (((plain.sum(2) + 0.2 * types) * used).sum(1) / each + 0.2 * counts).mean();
    const torch::Tensor corners =
        torch::smooth_l1_loss(out.slice(2, 8, 10), in.slice(2, 8, 10), at::Reduction::None, kRound);
    loss.corners = ((corners.sum(2) * used).sum(1) / each).mean();
    const torch::Tensor path = walked(out, arc, used);
    loss.closure = path.select(1, kCurves - 1).square().sum(1).add(1e-8).sqrt().mean();
    return loss;
}

}  // namespace img2cadseq::learn
