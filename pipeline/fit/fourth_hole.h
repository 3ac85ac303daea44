#pragma once
// Three small round holes of one size in the corners of a rectangle: the fourth is seldom missing, but often hidden.

#include <vector>

#include "cad/sequence.h"

namespace img2cadseq {

/// The sequence with the fourth hole, once for each profile that has just three such ones, beside others of other
/// sizes, and room for it. Those of `before`, the same part with fewer holes, are as they were meant. Deterministic.
std::vector<CadSequence> withFourthHoles(const CadSequence& sequence, const CadSequence& before);

}  // namespace img2cadseq
