#pragma once
// Training samples of clouds and sequences as tensors.

#include <vector>

#include <torch/types.h>

#include "learn/part_sample.h"
#include "nn/part_arrays.h"

namespace img2cadseq::learn {

struct PartBatch {
    torch::Tensor planes;      ///< [B, 3, CloudInput::kChannels, kSide, kSide]
    torch::Tensor histograms;  ///< [B, 3, CloudInput::kBins]
    std::vector<nn::PartArrays> parts;

    std::vector<const nn::PartArrays*> pointers() const;
};

PartBatch partBatch(std::vector<PartSample> samples);

}  // namespace img2cadseq::learn
