#pragma once
// Spots where closer looks at a picture show small openings.

#include <vector>

#include "fit/observation.h"

namespace img2cadseq {

struct CloseSpot {
    Vec2 middle;          ///< in pixels of the view's closeOpenings
    double peak = 0.0;    ///< probability
    double pixels = 0.0;  ///< what is over half of the peak
};

/// From here on a spot is believed without a rim; from there on it is next to certain.
inline constexpr double kLikelySpot = 0.3, kSureSpot = 0.5;

/// Hills of closeOpenings that are too small to be told from afar; faint ones too. Deterministic.
std::vector<CloseSpot> closeSpots(const View& view);

}  // namespace img2cadseq
