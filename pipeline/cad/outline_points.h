#pragma once
// Points that bound a part, from its drawing alone.

#include <vector>

#include "cad/sequence.h"
#include "geometry/vec.h"

namespace img2cadseq {

/// Points that bound the part from every side: ends, bends and round walls of all sketches that add material.
std::vector<Vec3> outlinePoints(const CadSequence& sequence);

}  // namespace img2cadseq
