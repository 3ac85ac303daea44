#include "synth/part_repeats.h"

#include <algorithm>

#include "core/parallel.h"
#include "synth/part.h"
#include "synth/shape_hash.h"

namespace img2cadseq::synth {

PartRepeats::PartRepeats(uint64_t seed, uint64_t first, unsigned threads)
    : seed_(seed), first_(first), next_(first - std::min(first, kReach)), threads_(threads) {}

std::vector<bool> PartRepeats::next(uint64_t count) {
    const uint64_t begin = next_, end = first_ + count;
    std::vector<uint64_t> hashes(end - begin);
    parallelFor(hashes.size(), threads_, [&](size_t i) { hashes[i] = shapeHash(makePart(seed_, begin + i).sequence); });
    std::vector<bool> repeats;
    for (; next_ < end; ++next_) {
        const auto [entry, isNew] = last_.try_emplace(hashes[next_ - begin], next_);
        if (next_ >= first_) repeats.push_back(!isNew && next_ - entry->second <= kReach);
        entry->second = next_;
    }
    first_ = end;
    return repeats;
}

}  // namespace img2cadseq::synth
