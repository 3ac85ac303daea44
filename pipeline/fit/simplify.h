#pragma once
// Loops and sequences with less in them. Purely geometric: whether the evidence bears it is for the caller to see.

#include "cad/sequence.h"

namespace img2cadseq {

/// Curves shorter than `least` dropped, corners closed; corners between lines nearly in line taken out; a loop within
/// `tolerance` of a circle or of an axis-aligned rectangle replaced by it. Loops that vanish are left out, holes within
/// holes' limits stay; blocks without profiles or thinner than `least` are left out, unless the first would be.
CadSequence simplified(const CadSequence& sequence, double least, double tolerance);

}  // namespace img2cadseq
