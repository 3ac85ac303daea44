#pragma once
// Training of the three VQ-VAEs. No torch in this header.

#include <cstdint>
#include <stop_token>

#include "learn/part_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct CodesOptions {
    TrainOptions train;  ///< `batch` counts parts
    SampleOptions data;
    unsigned workers = 1;
    int64_t plainSteps = 300;  ///< steps before anything is quantised
};

/// Trains until the options' limits; weights in the run folder.
void trainCodes(const CodesOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
