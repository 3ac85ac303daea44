#pragma once
// Which cells of a measured cloud's box are material. The border between inside and outside is a minimal cut
// (Boykov and Kolmogorov, 2004): it costs little along the cloud's points and its area elsewhere, and the inside would
// like to be large. So it neither leaks through gaps between points nor closes the mouths of holes.

#include <array>
#include <cstdint>
#include <vector>

#include "geometry/point_cloud.h"

namespace img2cadseq {

/// Cells over the cloud's box and a rim of empty ones around it. Cells are as long along an axis as suits that side.
struct InsideGrid {
    std::array<int, 3> count{};  ///< along x, y, z
    Vec3 corner, cell;           ///< cell (i, j, k) reaches from corner + (i, j, k) * cell to the next one's
    std::vector<uint8_t> inside;

    size_t index(int i, int j, int k) const {
        return (static_cast<size_t>(k) * static_cast<size_t>(count[1]) + static_cast<size_t>(j)) *
                   static_cast<size_t>(count[0]) +
               static_cast<size_t>(i);
    }
    double volume() const;
};

/// `resolution`: cells along the longest side. `inside` is empty where there is none. The cloud's longest side is 1.
InsideGrid insideGrid(const PointCloud& cloud, int resolution = 56);

}  // namespace img2cadseq
