#pragma once
// Which parts of a seed repeat an earlier one, but for what the eye would not notice. The answer for a part does not
// depend on where one begins to ask, so that a set made in pieces is the set made at once.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace img2cadseq::synth {

class PartRepeats {
public:
    /// A part counts as a repeat where one of so many before it has its shape hash.
    static constexpr uint64_t kReach = 100'000;

    /// Parts from `first` on. `threads`: 0 for all cores.
    PartRepeats(uint64_t seed, uint64_t first, unsigned threads);

    /// For each of the next `count` parts whether it is a repeat. A fifth of a millisecond a part; the first call looks
    /// at what is within reach before.
    std::vector<bool> next(uint64_t count);

private:
    uint64_t seed_, first_, next_;
    unsigned threads_;
    std::unordered_map<uint64_t, uint64_t> last_;  ///< hash -> index of the latest part with it
};

}  // namespace img2cadseq::synth
