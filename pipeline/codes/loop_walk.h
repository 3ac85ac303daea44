#pragma once
// A closed chain in the unit square as vertices and sweeps: what the Frenet features of a loop integrate to.

#include <vector>

#include "codes/features.h"

namespace img2cadseq::codes {

struct Chain {
    std::vector<Vec2> vertices;  ///< start of each curve
    std::vector<double> sweeps;  ///< signed, radians; 0: a line
};

CurveFeature circleFeature();

std::vector<CurveFeature> featuresOf(const Chain& chain);

/// Walks the relative path from (0, 0); the gap between its end and its start is spread over the curves by their
/// chords.
Chain walk(const std::vector<CurveFeature>& curves);

/// Equal coordinates where they nearly agree, sweeps to multiples of 15 degrees where they are near one.
void snap(Chain& chain);

}  // namespace img2cadseq::codes
