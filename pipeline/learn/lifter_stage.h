#pragma once
// Training of the image lifter. No torch in this header.

#include <map>
#include <stop_token>
#include <string>

#include "learn/lifter_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct LifterStageOptions {
    TrainOptions train;
    LifterDataOptions data;
    double ownDrawings = 0.25;  ///< share of a batch: drawings of the edges predicted for pictures of the one before
    unsigned workers = 1;
    int64_t stem = 24, fine = 48, middle = 96, width = 192, heads = 6, layers = 8, middleLayers = 0;
    int evaluate = 96;  ///< held-out pictures measured at each checkpoint
};

void trainLifter(const LifterStageOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
