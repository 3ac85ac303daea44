#include "infer/part_descriptor.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "geometry/rotations.h"

namespace img2cadseq::infer {
namespace {

/// A pass of the kernel (1 2 1) / 4 along one axis of a picture; nothing comes from beyond the rim.
void blur(std::array<float, kPicture * kPicture>& cells, size_t step, size_t across) {
    constexpr size_t kCells = kPicture;
    for (size_t line = 0; line < kCells; ++line) {
        float before = 0.0f;
        for (size_t i = 0; i < kCells; ++i) {
            float& cell = cells[line * across + i * step];
            const float after = i + 1 < kCells ? cells[line * across + (i + 1) * step] : 0.0f;
            const float blurred = 0.25f * before + 0.5f * cell + 0.25f * after;
            before = cell;
            cell = blurred;
        }
    }
}

int cellOf(float coordinate) { return std::clamp(static_cast<int>((coordinate + 0.5f) * kPicture), 0, kPicture - 1); }

/// A covered cell has two faces' worth of points at least: `density` counts in those of an evenly filled picture.
uint8_t coverage(float density) {
    return static_cast<uint8_t>(std::lround(255.0f * (1.0f - std::exp(-2.0f * density))));
}

int sum(const uint8_t* a, const uint8_t* b, int count) {
    int total = 0;
    for (int i = 0; i < count; ++i) total += std::abs(int{a[i]} - int{b[i]});
    return total;
}

/// Place of a cell in a FillGrid.
size_t fillCell(int i, int j, int k) {
    const int at = (k * kFill + j) * kFill + i;
    return static_cast<size_t>(at);
}

constexpr float kHistogramWeight = 1.0f;

}  // namespace

Vec3 PartTurn::apply(const Vec3& point) const {
    return axisRotations()[static_cast<size_t>(rotation)] * Vec3{mirror ? -point.x : point.x, point.y, point.z};
}

Vec3 PartTurn::sides(const Vec3& size) const {
    const Vec3 turned = apply(size);
    return {std::abs(turned.x), std::abs(turned.y), std::abs(turned.z)};
}

PartTurn partTurn(int index) { return {index % 24, index >= 24}; }

PartTurn inverse(const PartTurn& turn) {
    for (int i = 0; i < kPartTurns; ++i)
        if (partTurn(i).apply(turn.apply({1, 2, 3})) == Vec3{1, 2, 3}) return partTurn(i);
    return turn;
}

std::vector<Vec3f> pointsInCube(std::span<const Vec3f> cloud, const Vec3f& center, const Vec3f& sides, size_t limit) {
    std::vector<Vec3f> points;
    const size_t count = std::min(cloud.size(), limit);
    points.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        const Vec3f p = cloud[i * cloud.size() / count] - center;
        points.push_back({std::clamp(p.x / sides.x, -0.5f, 0.5f), std::clamp(p.y / sides.y, -0.5f, 0.5f),
                          std::clamp(p.z / sides.z, -0.5f, 0.5f)});
    }
    return points;
}

PartDescriptor describePart(std::span<const Vec3f> points, const Vec3& sides) {
    PartDescriptor part;
    part.sides = {static_cast<float>(sides.x), static_cast<float>(sides.y), static_cast<float>(sides.z)};
    std::array<std::array<float, kPicture * kPicture>, 3> pictures{};
    std::array<std::array<float, kPicture>, 3> histograms{};
    const float share = 1.0f / static_cast<float>(std::max<size_t>(points.size(), 1));
    for (const Vec3f& p : points) {
        const int cell[3] = {cellOf(p.x), cellOf(p.y), cellOf(p.z)};
        for (int axis = 0; axis < 3; ++axis) {
            const auto u = static_cast<size_t>(cell[(axis + 1) % 3]), v = static_cast<size_t>(cell[(axis + 2) % 3]);
            pictures[static_cast<size_t>(axis)][u * kPicture + v] += share;
            histograms[static_cast<size_t>(axis)][static_cast<size_t>(cell[axis])] += share;
        }
    }
    for (size_t axis = 0; axis < 3; ++axis) {
        auto& picture = pictures[axis];
        blur(picture, 1, kPicture);
        blur(picture, kPicture, 1);
        for (size_t i = 0; i < picture.size(); ++i)
            part.pictures[axis * picture.size() + i] = coverage(picture[i] * kPicture * kPicture);
        for (size_t i = 0; i < kPicture; ++i)
            part.histograms[axis * kPicture + i] = coverage(histograms[axis][i] * kPicture / 2.0f);
    }
    return part;
}

FillGrid fillGrid(std::span<const float> grid, int side) {
    std::array<double, kFillCells> sums{}, weights{};
    // Each cell is shared among those of the coarse grid that it overlaps, along each axis.
    std::vector<std::array<double, kFill>> share(static_cast<size_t>(side));
    for (int i = 0; i < side; ++i)
        for (int c = 0; c < kFill; ++c)
            share[static_cast<size_t>(i)][static_cast<size_t>(c)] =
                std::max(0.0, std::min((i + 1.0) / side, (c + 1.0) / kFill) -
                                  std::max(static_cast<double>(i) / side, static_cast<double>(c) / kFill));
    const auto first = [&](int i) { return i * kFill / side; };
    const auto last = [&](int i) { return std::min(kFill - 1, (i + 1) * kFill / side); };
    const auto shareOf = [&](int i, int c) { return share[static_cast<size_t>(i)][static_cast<size_t>(c)]; };
    for (int k = 0; k < side; ++k)
        for (int j = 0; j < side; ++j)
            for (int i = 0; i < side; ++i) {
                const double value = grid[(static_cast<size_t>(k) * side + j) * side + i];
                for (int z = first(k); z <= last(k); ++z)
                    for (int y = first(j); y <= last(j); ++y)
                        for (int x = first(i); x <= last(i); ++x) {
                            const size_t at = fillCell(x, y, z);
                            const double weight = shareOf(k, z) * shareOf(j, y) * shareOf(i, x);
                            sums[at] += weight * value;
                            weights[at] += weight;
                        }
            }
    FillGrid out{};
    for (size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<uint8_t>(std::lround(127.0 * std::clamp(sums[i] / weights[i], 0.0, 1.0)));
    return out;
}

FillGrid turned(const FillGrid& grid, const PartTurn& turn) {
    FillGrid out{};
    constexpr double kMiddle = 0.5 * (kFill - 1);
    for (int k = 0; k < kFill; ++k)
        for (int j = 0; j < kFill; ++j)
            for (int i = 0; i < kFill; ++i) {
                const Vec3 to = turn.apply({i - kMiddle, j - kMiddle, k - kMiddle});
                const auto cell = [&](double v) { return static_cast<size_t>(std::lround(v + kMiddle)); };
                out[(cell(to.z) * kFill + cell(to.y)) * kFill + cell(to.x)] = grid[fillCell(i, j, k)];
            }
    return out;
}

float differenceOf(const PartDescriptor& a, const PartDescriptor& b) {
    const int pictures = sum(a.pictures.data(), b.pictures.data(), kPictureCells);
    const int histograms = sum(a.histograms.data(), b.histograms.data(), kHistogramCells);
    return static_cast<float>(pictures) / (255.0f * kPictureCells) +
           kHistogramWeight * static_cast<float>(histograms) / (255.0f * kHistogramCells);
}

}  // namespace img2cadseq::infer
