#pragma once
// Questions to the occupancy field as they are asked when there is no truth: under what the lifter says of the camera
// and of the box's sides, right or wrong.

#include "learn/lifter_loss.h"

namespace img2cadseq::learn {

/// The batch's questions about points of the part's box, asked at the same places of the box that hypothesis
/// `chosen` [B] (int64) of `camera` [B, LifterCamera::Count] gives, in its axes. The answers stay those of the batch.
torch::Tensor queriesUnder(const torch::Tensor& camera, const torch::Tensor& chosen, const LifterBatch& truth);

/// What is more likely inside than not, against the truth; of points evenly spread over the box.
struct FieldOverlap {
    double iou = 0.0, fill = 0.0;  ///< fill: the true part's share of its box, which is the box's own IoU

    static constexpr double kFull = 0.99;  ///< parts that fill more of their box have nothing to gain
    double gain() const { return (iou - fill) / (1.0 - fill); }
};
/// logits [N]; inside [N], 0 or 1.
FieldOverlap fieldOverlap(const torch::Tensor& logits, const torch::Tensor& inside);

}  // namespace img2cadseq::learn
