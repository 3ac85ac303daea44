#pragma once
// Training samples of clouds and sequences as tensors.

#include <vector>

#include "learn/part_sample.h"
#include "nn/denoiser.h"
#include "nn/part_arrays.h"

namespace img2cadseq::learn {

struct PartBatch {
    nn::ConditionTensors conditions;
    std::vector<nn::PartArrays> parts;

    std::vector<const nn::PartArrays*> pointers() const;
};

PartBatch partBatch(std::vector<PartSample> samples);

}  // namespace img2cadseq::learn
