#pragma once
// The lifter adapted to photographs with known geometry, as the paper does it: low-rank adapters on queries and values,
// examples of the photographs among made ones. No torch in this header.

#include <filesystem>
#include <stop_token>
#include <vector>

#include "learn/picture_pairs.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct PairsStageOptions {
    TrainOptions train;      ///< warmStart: the lifter's weights, which stay as they are
    LifterDataOptions data;  ///< of the made examples; its unknownMask and developed are those of the photographs too
    double share = 0.25;     ///< of a batch: examples of the photographs
    int64_t rank = 8;        ///< of the adapters
    unsigned workers = 1;
    int evaluate = 96;  ///< held-out made pictures measured at each checkpoint
};

/// The run folder's weights.safetensors holds the adapters; lifter.safetensors beside it, written at every checkpoint,
/// the lifter with them merged in: what the program uses. Throws Error(BadWeights) where there is no lifter to begin
/// from.
void trainOnPairs(const PairsStageOptions& options, const std::vector<PicturePair>& pairs, std::stop_token stop);

}  // namespace img2cadseq::learn
