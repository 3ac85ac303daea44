#pragma once
// Low-rank adapters (LoRA: Hu et al., ICLR 2022) on the queries and values of every self-attention of a network: what
// few examples change of a trained network without its forgetting the rest.

#include <vector>

#include <torch/torch.h>

#include "nn/blocks.h"

namespace img2cadseq::nn {

/// A module whose parameters are the adapters alone; it begins as no change. The network outlives it and may be moved
/// to another device together with it.
class LowRankImpl : public torch::nn::Module {
public:
    LowRankImpl(torch::nn::Module& network, int64_t rank);
    ~LowRankImpl() override;

    /// The network computes with the adapters as they are now, from here to the next call; gradients reach them.
    void apply();
    /// Adds the adapters to the network's weights for good and begins anew as no change.
    void merge();

private:
    /// A narrow matrix into `rank` numbers and one out of them, of the queries and of the values.
    struct Adapter {
        Project into;
        torch::Tensor queryDown, queryUp, valueDown, valueUp;

        torch::Tensor change() const;
    };
    std::vector<Adapter> adapters_;
};
TORCH_MODULE(LowRank);

}  // namespace img2cadseq::nn
