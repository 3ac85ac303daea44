#pragma once
// One draw from logits: temperature, truncation, inverse of the cumulative probability. Plain numbers.

#include <vector>

#include "core/random.h"

namespace img2cadseq::nn {

struct Draw {
    int index = 0;
    double probability = 1.0;  ///< of what was drawn, before truncation, at temperature 1
};

/// `allowed` may be empty (all are). At least one must be allowed.
Draw drawFrom(const float* logits, int count, const std::vector<bool>& allowed, double temperature, double truncation,
              Random& random);

/// Greatest probability among the allowed, at temperature 1.
double sureness(const float* logits, int count, const std::vector<bool>& allowed);

}  // namespace img2cadseq::nn
