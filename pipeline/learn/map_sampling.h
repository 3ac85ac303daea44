#pragma once
// Values of a map between its pixels.

#include <algorithm>

#include "geometry/raster.h"

namespace img2cadseq::learn {

/// Bilinear, at a position in pixels (middles at a half); beyond the border its last value. At least 2 x 2 pixels.
template <class T>
T between(const Raster<T>& map, double x, double y) {
    x = std::clamp(x - 0.5, 0.0, map.width - 1.0), y = std::clamp(y - 0.5, 0.0, map.height - 1.0);
    const int u = std::min(static_cast<int>(x), map.width - 2), v = std::min(static_cast<int>(y), map.height - 2);
    const auto s = static_cast<float>(x - u), t = static_cast<float>(y - v);
    return (map.at(u, v) * (1 - s) + map.at(u + 1, v) * s) * (1 - t) +
           (map.at(u, v + 1) * (1 - s) + map.at(u + 1, v + 1) * s) * t;
}

}  // namespace img2cadseq::learn
