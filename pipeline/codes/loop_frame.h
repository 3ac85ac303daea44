#pragma once
// One loop against its own box: where the box lies and the curves within it. See features.h.

#include <optional>
#include <vector>

#include "cad/sequence.h"
#include "codes/features.h"

namespace img2cadseq::codes {

/// Direction that most of the loop's lines follow, modulo 90 degrees, in [-pi/4, pi/4); 0 where lines follow the axes.
double loopAngle(const Loop& loop);

PatchFeature patchOf(const Loop& loop);

/// Curves from the lowest vertex (ties: leftmost), counter-clockwise, in the unit square of the patch.
/// Throws Error(BadGeometry) where the loop is empty or open.
std::vector<CurveFeature> curvesOf(const Loop& loop, const PatchFeature& patch);

/// The loop those curves draw in the patch: closed exactly, counter-clockwise. Nothing where it would have no area.
std::optional<Loop> loopFrom(const PatchFeature& patch, const std::vector<CurveFeature>& curves, bool snap);

}  // namespace img2cadseq::codes
