#pragma once
// One shape, one construction sequence, as nearly as may be. What the networks learn from is in this form; candidates
// and imported sequences are brought into it too. The solid stays the same.
//
// The conventions:
//  - Planes: the normal points along + its largest component (ties: x before y before z); the origin is the world's, so
//    extents are signed distances from it. Along +X, +Y, +Z the sketch axes are the two following world axes in cyclic
//    order (X: y, z; Y: z, x; Z: x, y); on an oblique plane the x axis is horizontal: normalized(Z x normal).
//  - Loops: outer counter-clockwise, holes clockwise, first curve from the lowest vertex (ties: leftmost); neighbours
//  on one line
//    or one circle are one curve, a full turn is a Circle; an Arc's mid is its middle.
//  - Profiles of a sketch that share edges are one profile. Profiles and holes come by importance (loopImportance),
//  then from
//    low v, then from low u.
//  - Blocks: additions before cuts wherever the solid allows it; the largest addition (prism volume) is New, the others
//  Join,
//    by falling volume, then axis, low, position; then Cuts alike.
//  - A through hole of exactly one addition, strictly inside its outline, is a hole of that profile. A hole through
//  several
//    additions is one Cut. Cuts are clipped along their axis (boxes along all three) to the box of the additions they
//    meet.
//  - An axis-parallel box without holes is extruded along Z, as an addition and as a cut, unless several share a block
//  when
//    they are drawn along another axis (a row of pockets).
//  - Blocks of one operation, plane and extent whose profiles lie apart are one block.

#include "cad/sequence.h"

namespace img2cadseq::synth {

CadSequence canonicalise(const CadSequence& sequence);

/// The frame every sketch with this normal (either sense) is drawn in.
Frame canonicalPlane(const Vec3& normal);

/// Share of area and of diagonal in those of the whole (`scale`: diagonal of the part), less a small penalty for
/// distance from the sketch origin. The order of loops follows it (paper, hierarchical encoding).
double loopImportance(const Loop& loop, double scale);

/// The part as it is made: box of the additions centred at the origin, longest side 1, then canonical.
CadSequence normalisedCanonical(const CadSequence& sequence);

}  // namespace img2cadseq::synth
