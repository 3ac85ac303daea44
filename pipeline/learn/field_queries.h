#pragma once
// Questions to the occupancy field as they are asked when there is no truth: under what the lifter says of the camera
// and of the box's sides, right or wrong.

#include "learn/lifter_loss.h"

namespace img2cadseq::learn {

/// The batch's questions about points of the part's box, asked at the same places of the box that hypothesis
/// `chosen` [B] (int64) of `camera` [B, LifterCamera::Count] gives, in its axes. The answers stay those of the batch.
torch::Tensor queriesUnder(const torch::Tensor& camera, const torch::Tensor& chosen, const LifterBatch& truth);

}  // namespace img2cadseq::learn
