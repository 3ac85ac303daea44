#pragma once
// A measured border becomes a drawn one: lines, arcs and circles, as few as explain it.

#include <vector>

#include "cad/sequence.h"
#include "fit/walls.h"
#include "geometry/box.h"

namespace img2cadseq {

struct OutlineOptions {
    double tolerance = 0.01;  ///< expected deviation of the border's points, same unit as the points
    double cost =
        12.0;  ///< price of one more line, in squared tolerances summed over points; arcs cost half as much again
    double snapAngle = 0.10;  ///< lines nearer than this to an axis (radians) are laid along it
    int samples = 144;        ///< points the border is reduced to
};

/// The loop that explains a closed polygon best: one circle where that does, else lines and arcs by dynamic programming
/// over all break points (Perez and Vidal, 1994, with arcs). Counter-clockwise. Empty where fewer than three curves are
/// left. With walls the border is first moved to them, and explained as closely as they stand sure.
Loop fitLoop(const std::vector<Vec2>& border, const OutlineOptions& options, const Walls* walls = nullptr);

/// Counter-clockwise.
Loop rectangle(const Box2& box);

}  // namespace img2cadseq
