#pragma once
// Whether the additions of a part hold together: by overlap or by a contact with area, not by an edge or a tangent
// line.

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// Judged at points just outside walls and ends; cuts are not considered. Unit: longest side 1.
bool additionsConnected(const CadSequence& part);

}  // namespace img2cadseq::synth
