#pragma once
// Which candidates are the same part.

#include <vector>

#include "csg/solid.h"

namespace img2cadseq::infer {

/// Which cells of a grid over `box` lie inside.
std::vector<bool> insideGrid(const csg::Solid& solid, const Box3& box, int n = 32);
double overlapOf(const std::vector<bool>& a, const std::vector<bool>& b);

/// Above this overlap two candidates are one part.
inline constexpr double kSamePart = 0.98;

}  // namespace img2cadseq::infer
