#pragma once
// The loss of a choice among classes, in full precision under autocast too.

#include <torch/torch.h>

namespace img2cadseq::learn {

/// One value a row, in f32: logits [R, C], targets [R].
inline torch::Tensor crossEntropy(const torch::Tensor& logits, const torch::Tensor& target) {
    return torch::nll_loss(torch::log_softmax(logits.to(torch::kFloat), -1), target, {}, at::Reduction::None);
}

}  // namespace img2cadseq::learn
