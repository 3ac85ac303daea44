#pragma once
// One loop against its own box: where the box lies and the curves within it. See features.h.

#include <optional>
#include <vector>

#include "cad/sequence.h"
#include "codes/features.h"
#include "codes/loop_walk.h"

namespace img2cadseq::codes {

/// Direction that most of the loop's lines follow, modulo 90 degrees, in [-pi/4, pi/4); 0 where lines follow the axes.
double loopAngle(const Loop& loop);

PatchFeature patchOf(const Loop& loop);

/// The loop in the unit square of the patch from its lowest vertex (ties: leftmost), counter-clockwise; no vertices: a
/// circle. Throws Error(BadGeometry) where the loop is empty or open.
Chain chainOf(const Loop& loop, const PatchFeature& patch);

/// The loop a feature draws: closed exactly, counter-clockwise. Nothing where it would have no area.
std::optional<Loop> loopFrom(const LoopFeature& feature, bool snap);

}  // namespace img2cadseq::codes
