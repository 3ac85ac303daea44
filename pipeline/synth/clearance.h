#pragma once
// Gaps between drawn loops, by short chords: what keeps walls thick and outlines simple.

#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

struct Chord {
    Vec2 a, b;
    int curve = 0;  ///< which curve of the loop
};

/// The loop as chords; arcs and circles in steps of at most 15 degrees.
std::vector<Chord> chords(const Loop& loop);

/// Least distance between two loops; 0 where they cross.
double gap(const Loop& a, const Loop& b);

/// Whether `inner` lies wholly inside `outer` with at least `clearance` between them.
bool liesInside(const Loop& inner, const Loop& outer, double clearance);
/// Whether `loop` lies in the material of `profile` with at least `clearance` to its outline and holes.
bool liesInside(const Loop& loop, const Profile& profile, double clearance);
/// Whether the loops' insides are apart by at least `clearance`.
bool liesApart(const Loop& a, const Loop& b, double clearance);

/// No edge shorter than `minEdge`, no spike, no self-contact: curves that are no neighbours keep `minGap`.
bool isClean(const Loop& loop, double minEdge, double minGap);
/// Every loop clean, holes inside and apart.
bool isClean(const Profile& profile, double minEdge, double minGap);

}  // namespace img2cadseq::synth
