#pragma once
// A part at its true size, as the kernel builds it.

#include <optional>

#include "brep/built.h"
#include "cad/sequence.h"
#include "csg/solid.h"

namespace img2cadseq::infer {

struct SizedPart {
    CadSequence sequence;  ///< in millimetres
    brep::Built exact;     ///< of it
};

/// With a longest side of `sizeMm`, turned back from its own `axes` where there are such (see Reconstruction::axes);
/// `field`: the exact field of `sequence`. Never throws for a bad part.
SizedPart sized(const CadSequence& sequence, const csg::Solid& field, double sizeMm,
                const std::optional<Mat3>& axes = std::nullopt);

}  // namespace img2cadseq::infer
