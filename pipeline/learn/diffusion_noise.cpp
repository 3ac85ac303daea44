#include "learn/diffusion_noise.h"

#include <torch/torch.h>

#include "codes/layout.h"

namespace img2cadseq::learn {
namespace {

using codes::kFirstLoopSlot;

/// Known prefix of a masked slot: mostly nothing.
int64_t prefixOf(int64_t whole, Random& random) {
    return whole > 1 && random.chance(0.15) ? random.integer(1, static_cast<int>(whole) - 1) : 0;
}

}  // namespace

torch::Tensor drawKnown(const torch::Tensor& trees, Random random) {
    torch::Tensor known = torch::zeros({trees.size(0), trees.size(1)}, torch::kLong);
    auto out = known.accessor<int64_t, 2>();
    const auto tree = trees.accessor<int64_t, 3>();
    for (int64_t n = 0; n < trees.size(0); ++n) {
        const double share = 1.0 - random.uniform();
        const bool staged = random.chance(0.5), blocksFirst = random.chance(0.35);
        bool any = false;
        out[n][0] = 1;
        for (int64_t s = 1; s < trees.size(1); ++s) {
            const int64_t whole = 1 + codes::codeCount(static_cast<int>(tree[n][s][0]));
            bool masked = random.chance(share);
            if (staged && blocksFirst && s >= kFirstLoopSlot) masked = true;
            if (staged && !blocksFirst && s < kFirstLoopSlot) masked = false;
            out[n][s] = masked ? prefixOf(whole, random) : whole;
            any = any || masked;
        }
        if (!any) out[n][staged && blocksFirst ? 1 : kFirstLoopSlot] = 0;
    }
    return known;
}

}  // namespace img2cadseq::learn
