#pragma once
// Loops of a sketch taken apart into the directed pieces of flat.h, on the CPU, in the sketch plane.

#include <string>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::csg {

struct Piece {
    Vec2 start, end;
    Vec2 center;
    double radius = 0.0;
    int turn = 0;         ///< +1 counter-clockwise, -1 clockwise, 0 straight
    bool full = false;    ///< a whole circle
    int face = 0;         ///< Hit::face
    bool shadow = false;  ///< an earlier piece lies here with the same sense
};

/// The pieces of all profiles: material on the left, arcs of at most half a turn. Empty, and `problem` says why, where
/// a loop is empty, open or not finite.
std::vector<Piece> outlinePieces(const Sketch& sketch, std::string& problem);

}  // namespace img2cadseq::csg
