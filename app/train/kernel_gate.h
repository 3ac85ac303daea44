#pragma once
// The geometric kernel's word on a part, in programs that are built with it.

#include "learn/unconditional_report.h"

namespace img2cadseq::train {

/// Whether the part compiles to a solid that passes the gate and has the volume that the sequence describes, at 100 mm.
/// Empty where this program was built without the kernel.
learn::PartGate kernelGate();

}  // namespace img2cadseq::train
