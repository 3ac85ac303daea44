#pragma once
// Training of the lifter's occupancy field alone, the rest of the lifter as it is: asked under the lifter's own
// hypotheses, so that it knows how far to trust them. No torch in this header.

#include <stop_token>

#include "learn/lifter_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct FieldStageOptions {
    TrainOptions train;                          ///< warmStart: weights of the whole lifter
    LifterDataOptions data{.unknownMask = 0.0};  ///< with a mask, as when it is asked
    double truePose = 0.15;                      ///< share of pictures under their true camera and sides
    int64_t evaluate = 96;                       ///< held-out pictures
    unsigned workers = 1;
};

void trainField(const FieldStageOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
