#pragma once
// A number for the coarse shape of a part, the same for its 24 turns and however its sequence is written down:
// near-duplicates share it.

#include <cstdint>
#include <unordered_set>

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// `part`: normalised. `raster`: what counts as equal, in units of the longest side.
uint64_t shapeHash(const CadSequence& part, double raster = 1.0 / 256.0);

/// Keeps the first of every hash.
class DuplicateFilter {
public:
    bool isNew(const CadSequence& part) { return seen_.insert(shapeHash(part)).second; }
    size_t size() const { return seen_.size(); }

private:
    std::unordered_set<uint64_t> seen_;
};

}  // namespace img2cadseq::synth
