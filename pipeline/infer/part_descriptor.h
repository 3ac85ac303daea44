#pragma once
// What a cloud looks like in a few hundred bytes: the same for measured, predicted and made clouds, so that they can be
// held against each other by the thousand.

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "geometry/point_cloud.h"

namespace img2cadseq::infer {

/// A turn of a part: one of the 24 axis rotations, of the mirror image (x -> -x, applied first) where that is said.
struct PartTurn {
    int rotation = 0;
    bool mirror = false;

    /// Where an axis of the turned part comes from, and with which sign.
    Vec3 apply(const Vec3& point) const;
    /// Sides of the turned box.
    Vec3 sides(const Vec3& size) const;
    bool operator==(const PartTurn&) const = default;
};
inline constexpr int kPartTurns = 48;
PartTurn partTurn(int index);  ///< 0 ... 47; 0 leaves the part as it is
PartTurn inverse(const PartTurn& turn);

inline constexpr int kPicture = 16;  ///< cells along a side of a projection
inline constexpr int kPictureCells = 3 * kPicture * kPicture;
inline constexpr int kHistogramCells = 3 * kPicture;

inline constexpr int kFill = 8;  ///< cells along a side of the grid of fills
inline constexpr int kFillCells = kFill * kFill * kFill;
using FillGrid = std::array<uint8_t, kFillCells>;  ///< 0 ... 127; index (k * kFill + j) * kFill + i

/// Three pictures of how densely the points cover the box seen along x, y, z, each blurred over about two cells, and
/// how they spread along x, y, z. Both in the box stretched to a cube, so that parts of other proportions compare.
/// And how much of each cell of a coarse grid over that cube is material; all zero for clouds.
struct PartDescriptor {
    std::array<float, 3> sides{};  ///< of the box
    std::array<uint8_t, kPictureCells> pictures{};
    std::array<uint8_t, kHistogramCells> histograms{};
    FillGrid fill{};
};
static_assert(std::is_trivially_copyable_v<PartDescriptor> && sizeof(PartDescriptor) == 828 + kFillCells);

/// Points of a cloud in its box stretched to the cube [-1/2, 1/2]^3; those outside are moved to its rim. At most
/// `limit` of them, evenly picked.
std::vector<Vec3f> pointsInCube(std::span<const Vec3f> cloud, const Vec3f& center, const Vec3f& sides, size_t limit);

/// `points` from pointsInCube, `sides` of the box that they fill, all > 0.
PartDescriptor describePart(std::span<const Vec3f> points, const Vec3& sides);

/// Averages over the cells of `grid`, of side^3 numbers from 0 to 1 in the same order.
FillGrid fillGrid(std::span<const float> grid, int side);
FillGrid turned(const FillGrid& grid, const PartTurn& turn);

/// How much two differ, 0: not at all. Not counting the sides.
float differenceOf(const PartDescriptor& a, const PartDescriptor& b);

}  // namespace img2cadseq::infer
