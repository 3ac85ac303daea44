#pragma once
// Line drawings for the lifter's training as it will draw them itself: edges predicted for the pictures of one batch
// come back in the next as drawings of the same parts.

#include <vector>

#include <torch/types.h>

#include "learn/lifter_sample.h"

namespace img2cadseq::learn {

class OwnDrawings {
public:
    /// `count`: drawings a batch, at most.
    explicit OwnDrawings(int64_t count) : count_(count) {}
    int64_t count() const { return count_; }

    /// The samples and behind them the drawings kept from the batch before (none at first).
    std::vector<LifterSample> joined(std::vector<LifterSample> fresh);
    /// Draws some of the samples that joined() gave and that have a mask and are fresh. `edges` [B, kEdgeSide,
    /// kEdgeSide]: logits, as LifterOutput has them.
    void keep(const std::vector<LifterSample>& samples, const torch::Tensor& edges);

private:
    int64_t count_;
    size_t fresh_ = 0;
    std::vector<LifterSample> kept_;
};

}  // namespace img2cadseq::learn
