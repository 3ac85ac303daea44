#include "learn/muon.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "learn/optimiser.h"

namespace img2cadseq::learn {
namespace {

TEST(Muon, OrthogonalisesAsTheSingularValueDecompositionDoes) {
    torch::manual_seed(1);
    for (const auto& [rows, columns] : {std::pair{64, 64}, {48, 160}, {200, 96}}) {
        const torch::Tensor m = torch::randn({3, rows, columns});
        const torch::Tensor made = orthogonalised(m);
        const auto [u, s, v] = torch::linalg_svd(m, false);
        EXPECT_GT((made * torch::matmul(u, v)).sum().item<double>() /
                      (made.norm() * std::sqrt(3.0 * std::min(rows, columns))).item<double>(),
                  0.97);
        const torch::Tensor values = torch::linalg_svdvals(made);
        EXPECT_LT(values.max().item<double>(), 1.3);
        // Of square matrices the least singular values are too small to be lifted in five steps.
        EXPECT_GT(values.median().item<double>(), 0.65);
    }
}

TEST(Muon, TakesHiddenMatricesAlone) {
    EXPECT_TRUE(isHiddenMatrix("layers.0.self.into.weight", torch::empty({576, 192})));
    EXPECT_TRUE(isHiddenMatrix("middleUp.0.first.weight", torch::empty({96, 96, 3, 3})));
    EXPECT_FALSE(isHiddenMatrix("norm.weight", torch::empty({192})));
    EXPECT_FALSE(isHiddenMatrix("slots", torch::empty({1, 64, 192})));
    EXPECT_FALSE(isHiddenMatrix("codeHeads.0.out.weight", torch::empty({512, 192})));
    EXPECT_FALSE(isHiddenMatrix("camera.2.weight", torch::empty({24, 192})));
}

/// Least squares with a badly conditioned input, whose small directions Adam alone learns late.
double lossAfter(int64_t steps, bool muon) {
    torch::manual_seed(2);
    const torch::Tensor truth = torch::randn({64, 64}), scale = torch::logspace(0.0, -2.0, 64);
    torch::Tensor weight = torch::zeros({64, 64});
    weight.requires_grad_(true);
    Optimiser optimiser({{"hidden.weight", weight}}, false, muon);
    double last = 0.0;
    for (int64_t i = 0; i < steps; ++i) {
        const torch::Tensor x = torch::randn({128, 64}) * scale;
        const torch::Tensor loss = (torch::mm(x, (weight - truth).t())).square().mean();
        loss.backward();
        last = loss.item<double>();
        optimiser.step({0.02 * (1.0 - static_cast<double>(i) / static_cast<double>(steps)), 0.0, 0.0, 0.0});
    }
    return last;
}

TEST(Muon, LearnsAllDirectionsAtOnePace) { EXPECT_LT(lossAfter(150, true), 0.5 * lossAfter(150, false)); }

}  // namespace
}  // namespace img2cadseq::learn
