#pragma once
// Training examples of closer looks: parts of crops of made pictures, and what is seen there of edges and of openings
// that go through. No torch. Deterministic, safe on any thread.

#include <array>
#include <cstdint>
#include <vector>

#include "learn/lifter_sample.h"

namespace img2cadseq::learn {

/// Openings of fewer pixels than this, of a map of half the picture's side, are what one looks closely for.
inline constexpr size_t kSmallOpening = 150;

/// Layouts as in LifterSample.
struct CloseSample {
    std::vector<float> picture, edge, openings;
    std::vector<float> large;  ///< 1 in and about larger openings, of which a part of the picture does not tell enough
};

/// Two parts of one view of a made part, each painted apart, mostly where one looks through.
std::array<CloseSample, 2> makeClosePair(const LifterDataOptions& options, uint64_t index);

/// `count` samples, from the pair `first` on.
std::vector<CloseSample> makeCloseSamples(const LifterDataOptions& options, uint64_t first, int64_t count);

}  // namespace img2cadseq::learn
