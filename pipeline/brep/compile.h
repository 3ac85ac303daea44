#pragma once
// From a construction sequence to an exact solid.

#include <string>
#include <vector>

#include "brep/solid.h"
#include "cad/sequence.h"

namespace img2cadseq::brep {

struct CompileReport {
    bool healed = false;                ///< whether OCCT's shape healing had to mend the result
    std::vector<std::string> warnings;  ///< e.g. "block 3 (Cut): changes nothing"
};

/// Builds every block's prisms and combines them in order. Blocks count from 1 in messages.
///   New, Join: united with what stands, as a body of its own where it does not touch. Cut: taken away. Intersect: what
///   lies in both stays. Neighbouring faces of one surface are merged. Bodies that meet in an edge or corner only stay
///   apart, and so do the wedges of a body that touches itself along an edge.
/// The result keeps the sequence's size and place. It has at least one solid and is sound by BRepCheck, with exactly
/// closed shells of positive volume. cad/validity.h gives finer reasons for a bad sequence: ask it first.
/// Throws Error(BadGeometry) that names the block: an open or empty loop, no height, a first block that cuts, nothing
/// left, numbers that are not finite, or a Boolean that the kernel cannot carry out.
Solid compile(const CadSequence& sequence, CompileReport* report = nullptr);

}  // namespace img2cadseq::brep
