#pragma once
// Training examples of closer looks: parts of crops of made pictures, and what is seen there of edges and of openings
// that go through. No torch. Deterministic, safe on any thread.

#include <array>
#include <cstdint>
#include <vector>

#include "learn/lifter_sample.h"

namespace img2cadseq::learn {

/// Layouts as in LifterSample.
struct CloseSample {
    std::vector<float> picture, edge, openings;
};

/// Two parts of one view of a made part, each painted apart, mostly where one looks through.
std::array<CloseSample, 2> makeClosePair(const LifterDataOptions& options, uint64_t index);

/// `count` samples, from the pair `first` on.
std::vector<CloseSample> makeCloseSamples(const LifterDataOptions& options, uint64_t first, int64_t count);

}  // namespace img2cadseq::learn
