#pragma once
// What Fusion 360 states of a model: its bodies measured one by one, so that faces in which they touch count for both
// and what they share counts twice.

#include "brep/solid.h"
#include "cad/sequence.h"

namespace img2cadseq::test {

/// New begins a body; Join grows together with every body that it meets, or begins one; Cut and Intersect meet all.
/// Throws Error where a body cannot be compiled.
brep::MassProperties bodyByBody(const CadSequence& sequence);

}  // namespace img2cadseq::test
