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

/// Gradients that are large in one direction and small in the others move a weight as far in each.
TEST(Muon, MovesEqualFarInAllDirections) {
    torch::manual_seed(2);
    torch::Tensor weight = torch::zeros({64, 96});
    weight.requires_grad_(true);
    Optimiser optimiser({{"hidden.weight", weight}}, false, true);
    const auto [u, s, v] = torch::linalg_svd(torch::randn({64, 96}), false);
    const torch::Tensor steep = torch::matmul(u * torch::logspace(0.0, -1.5, 64), v);
    (weight * steep).sum().backward();
    optimiser.step({0.01, 0.0, 0.0, 0.0});
    const torch::Tensor moved = torch::linalg_svdvals(weight.detach()) / (0.01 * muonScale(64, 96));
    EXPECT_LT(moved.max().item<double>(), 1.3);
    EXPECT_GT(moved.min().item<double>(), 0.3);  // thirty times as steep in the first as in the last direction
    EXPECT_LT((weight * steep).sum().item<double>(), 0.0);
}

}  // namespace
}  // namespace img2cadseq::learn
