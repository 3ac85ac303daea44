#pragma once
// Training of UA-DGCNN. No torch in this header.

#include <stop_token>

#include "learn/refine_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct RefineOptions {
    TrainOptions train;  ///< `batch` counts clouds of the full number of points
    RefineData data;
    unsigned workers = 1;
    int64_t width = 64, neighbours = 16, layers = 5;
};

void trainRefine(const RefineOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
