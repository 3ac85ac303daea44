#pragma once
// Bare boxes, discs, rods, tubes and plates with a few holes, of any proportions. The mixture of part.h keeps them
// rare, because with so few parameters they would repeat; pictures of them never do, and people photograph many.

#include "cad/sequence.h"
#include "core/random.h"

namespace img2cadseq::synth {

/// Longest side 1, centred at the origin; one block along z.
CadSequence primitivePart(Random random);

}  // namespace img2cadseq::synth
