#pragma once
// Losses of the three levels: numbers of a batch of rows against what the decoder gave back.

#include <torch/types.h>

namespace img2cadseq::learn {

/// Rows of BlockFeature::numbers(); cross-entropy on the Boolean, absolute errors of the rest.
torch::Tensor blockLoss(const torch::Tensor& outputs, const torch::Tensor& truth);

torch::Tensor patchLoss(const torch::Tensor& outputs, const torch::Tensor& truth);

struct CurveLoss {
    torch::Tensor features;  ///< numbers, types and count
    torch::Tensor corners;   ///< start points of the curves
    torch::Tensor closure;   ///< mean distance from the walk's end to its start (paper: closure loss)
};
/// `outputs`: CodecImpl::kCurveOutputs a row; `truth`: kCurveNumbers.
CurveLoss curveLoss(const torch::Tensor& outputs, const torch::Tensor& truth);

}  // namespace img2cadseq::learn
