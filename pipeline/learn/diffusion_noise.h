#pragma once
// How much of a tree the network gets to see in training.

#include <torch/types.h>

#include "core/random.h"

namespace img2cadseq::learn {

/// Number of known leading attributes of every slot, [N, slots]; at least one slot of every tree is not whole. Half of
/// the trees are masked evenly (share uniform in (0, 1]), half as sampling settles them: blocks first, then loops. Some
/// of the masked slots keep a prefix: their structure, or their first codes.
torch::Tensor drawKnown(const torch::Tensor& trees, Random random);

}  // namespace img2cadseq::learn
