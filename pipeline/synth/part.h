#pragma once
// Parts that engineers would draw. A part is named by (seed, index): the same two numbers give the same part on any
// thread, and parts with neighbouring numbers have nothing in common. Lengths: longest side 1, centred at the origin;
// canonical (canonical.h).
//
// Seeds, so that sets never mix:  training below 1 000 000;  validation 2 000 000 ... 2 999 999;  test 3 000 000 ... 3
// 999 999.

#include <cstdint>
#include <string>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

inline constexpr uint64_t kTrainSeed = 0;
inline constexpr uint64_t kTrainSeedEnd = 1'000'000;
inline constexpr uint64_t kValidationSeed = 2'000'000;
inline constexpr uint64_t kTestSeed = 3'000'000;

struct Part {
    CadSequence sequence;
    std::string family;
    uint64_t seed = 0, index = 0;
};

/// A part of the mixture.
Part makePart(uint64_t seed, uint64_t index);
/// A part of one family. Throws Error(Usage) for a name that is none.
Part makePart(const std::string& family, uint64_t seed, uint64_t index);

/// All families, free composition included ("free ..."), in a fixed order.
const std::vector<std::string>& familyNames();

}  // namespace img2cadseq::synth
