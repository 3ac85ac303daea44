#pragma once
// Which cells of a measured cloud's box are material. The border between inside and outside is a minimal cut
// (Boykov and Kolmogorov, 2004): it costs little along the cloud's points and its area elsewhere, and the inside would
// like to be large. So it neither leaks through gaps between points nor closes the mouths of holes.

#include <array>
#include <cstdint>
#include <vector>

#include "geometry/point_cloud.h"
#include "metrics/nearest.h"

namespace img2cadseq {

/// Cells over the cloud's box and, but where it is closed, a rim of empty ones around it. Cells are as long along an
/// axis as suits that side.
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

/// Sides of a box: low x, high x, low y, high y, low z, high z.
using BoxSides = std::array<bool, 6>;

/// Lengths in the cloud's spacing 1 / sqrt(points an area).
struct InsideOptions {
    int cells = 300'000;           ///< about as many near to the surface, which decides how long they are
    double disc = 1.6;             ///< radius of the disc for which a point on a flat place stands
    double near = 0.7, off = 1.4;  ///< distances from which, and from where on fully, a cut is off the points
    BoxSides closed{};             ///< there the box ends what is inside, points or none, and costs nothing
};

/// As they are, the options bear wide gaps between points and close holes narrower than four spacings.
inline constexpr InsideOptions kWideGaps{};
/// These keep narrower holes open and bear no wide gaps.
inline constexpr InsideOptions kNarrowHoles{300'000, 0.6, 0.5, 1.1};

/// Each place once: a small cloud is brought to its number by repeating points, which would say nothing of how near
/// others are.
std::vector<Vec3> distinctPoints(const PointCloud& cloud);
/// The spacing 1 / sqrt(points an area) of points scattered at random, each place once.
double spacingOf(const metrics::PointTree& points);

/// `inside` is empty where there is none. The cloud's longest side is 1.
InsideGrid insideOf(const PointCloud& cloud, const InsideOptions& options = kWideGaps);

}  // namespace img2cadseq
