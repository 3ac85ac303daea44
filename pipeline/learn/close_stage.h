#pragma once
// Training of what the lifter says of parts of crops (nn::PictureLifter::closeUp) alone, the rest of the lifter as it
// is. No torch in this header.

#include <stop_token>

#include "learn/lifter_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct CloseStageOptions {
    TrainOptions train;  ///< warmStart: weights of the whole lifter
    LifterDataOptions data{.primitives = 0.03,
                           .detailed = 0.5,
                           .housings = 0.2,
                           .photographs = 0.7,
                           .unknownMask = 0.0,
                           .drawings = 0.0,
                           .small = 0.4,
                           .bordered = 0.0};
    int64_t width = 32;      ///< of the head, where the weights have none
    int64_t evaluate = 128;  ///< held-out parts
    unsigned workers = 1;
};

/// Figures at checkpoints, large openings left out: cross entropy of openings, of the small ones the share with a
/// probability over one half ("found"), and how many were seen where none is ("false", in a hundred parts); the same of
/// the lifter without the head ("before.").
void trainClose(const CloseStageOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
