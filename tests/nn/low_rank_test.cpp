#include "nn/low_rank.h"

#include <gtest/gtest.h>

namespace img2cadseq::nn {
namespace {

constexpr int64_t kWidth = 16;

/// Two attentions, as layers of a network are.
class TwoImpl : public torch::nn::Module {
public:
    TwoImpl()
        : first(register_module("first", SelfAttention(kWidth, 2))),
          second(register_module("second", SelfAttention(kWidth, 2))) {}
    torch::Tensor forward(const torch::Tensor& x) { return second(first(x)); }
    SelfAttention first, second;
};
TORCH_MODULE(Two);

TEST(LowRank, BeginsAsNoChange) {
    torch::manual_seed(1);
    Two network;
    const torch::Tensor x = torch::randn({2, 5, kWidth}), before = network->forward(x);
    LowRank adapters(*network, 3);
    adapters->apply();
    EXPECT_TRUE(torch::equal(network->forward(x), before));
    EXPECT_EQ(adapters->parameters().size(), 8u);
}

/// Adapters that have learnt something.
LowRank taught(Two& network, const torch::Tensor& x) {
    for (torch::Tensor& weight : network->parameters()) weight.set_requires_grad(false);
    LowRank adapters(*network, 3);
    const torch::Tensor target = torch::randn_like(x);
    torch::optim::SGD optimiser(adapters->parameters(), 0.1);
    for (int step = 0; step < 5; ++step) {
        optimiser.zero_grad();
        adapters->apply();
        (network->forward(x) - target).square().mean().backward();
        optimiser.step();
    }
    adapters->apply();
    return adapters;
}

TEST(LowRank, LearnsWithoutTouchingTheNetwork) {
    torch::manual_seed(2);
    Two network;
    const torch::Tensor x = torch::randn({2, 5, kWidth}), before = network->forward(x).detach(),
                        weight = network->first->into()->weight.clone();
    const LowRank adapters = taught(network, x);
    EXPECT_FALSE(torch::allclose(network->forward(x), before, 0.0, 1e-4));
    EXPECT_TRUE(torch::equal(network->first->into()->weight, weight));
}

TEST(LowRank, MergedTheNetworkSaysTheSameAndKeysAreWhatTheyWere) {
    torch::manual_seed(3);
    Two network;
    const torch::Tensor x = torch::randn({2, 5, kWidth}), weight = network->first->into()->weight.clone();
    LowRank adapters = taught(network, x);
    const torch::Tensor adapted = network->forward(x).detach();
    adapters->merge();
    EXPECT_TRUE(torch::allclose(network->forward(x), adapted, 0.0, 1e-5));
    const torch::Tensor now = network->first->into()->weight;
    EXPECT_FALSE(torch::equal(now.slice(0, 0, kWidth), weight.slice(0, 0, kWidth)));
    EXPECT_TRUE(torch::equal(now.slice(0, kWidth, 2 * kWidth), weight.slice(0, kWidth, 2 * kWidth)));
    EXPECT_FALSE(torch::equal(now.slice(0, 2 * kWidth), weight.slice(0, 2 * kWidth)));
    adapters->apply();
    EXPECT_TRUE(torch::allclose(network->forward(x), adapted, 0.0, 1e-5));
}

}  // namespace
}  // namespace img2cadseq::nn
