#pragma once
// Rotational symmetry of a construction sequence, read off its blocks without touching the solid.

#include "cad/sequence.h"
#include "geometry/box.h"

namespace img2cadseq::synth {

/// The finest rotation about one coordinate axis through the box's centre that maps the part onto itself.
struct PartSymmetry {
    static constexpr int kRound = 0;
    int axis = -1;  ///< 0 x, 1 y, 2 z; -1: none found
    int order = 1;  ///< kRound: a surface of revolution; n: turns of 2 pi / n

    bool round() const { return axis >= 0 && order == kRound; }
};

/// Sufficient conditions only: every sketch lies across the axis, and the loops of equal extent and operation map onto
/// one another. Looks for round parts and for orders up to 12; the highest order wins.
PartSymmetry findSymmetry(const CadSequence& sequence, const Box3& box);

/// The same symmetry after a rotation or reflection that maps axes to axes.
PartSymmetry turned(const PartSymmetry& symmetry, const Mat3& rotation);

}  // namespace img2cadseq::synth
