#include "learn/lifter_pose.h"

#include <torch/torch.h>

#include "geometry/rotations.h"

namespace img2cadseq::learn {
namespace {

/// [24, 3, 3]
torch::Tensor namings(const torch::TensorOptions& options) {
    torch::Tensor all = torch::empty({24, 3, 3});
    for (int64_t q = 0; q < 24; ++q)
        for (int r = 0; r < 3; ++r)
            for (int c = 0; c < 3; ++c)
                all[q][r][c] =
                    static_cast<float>(axisRotations()[static_cast<size_t>(q)].row[static_cast<size_t>(r)][c]);
    return all.to(options);
}

}  // namespace

PoseMatch matchPoses(const torch::Tensor& rotations, const torch::Tensor& logSides, const torch::Tensor& trueRotation,
                     const torch::Tensor& trueLogSides, double sideWeight) {
    static const torch::Tensor made = namings(torch::kFloat);
    const torch::Tensor names = made.to(rotations.device());
    const torch::Tensor turned = torch::einsum("bij,qkj->bqik", {trueRotation, names});         // R Q^T
    const torch::Tensor stretched = torch::einsum("qij,bj->bqi", {names.abs(), trueLogSides});  // sides follow the axes
    const torch::Tensor turn =
        ((rotations.unsqueeze(2) - turned.unsqueeze(1)).square().sum({-1, -2}) / 2.0 + 1e-6).sqrt();
    const torch::Tensor sides = (logSides.unsqueeze(2) - stretched.unsqueeze(1)).abs().mean(-1);
    const torch::Tensor best = (turn + sideWeight * sides).detach().argmin(2, true);
    return {turn.gather(2, best).squeeze(2), sides.gather(2, best).squeeze(2), names.index({best.squeeze(2)})};
}

}  // namespace img2cadseq::learn
