#include "infer/part_descriptor.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "geometry/rotations.h"

namespace img2cadseq::infer {
namespace {

/// A pass of the kernel (1 2 1) / 4 along one axis of a picture; nothing comes from beyond the rim.
void blur(std::array<float, kPicture * kPicture>& cells, int step, int across) {
    for (int line = 0; line < kPicture; ++line) {
        float before = 0.0f;
        for (int i = 0; i < kPicture; ++i) {
            float& cell = cells[static_cast<size_t>(line * across + i * step)];
            const float after = i + 1 < kPicture ? cells[static_cast<size_t>(line * across + (i + 1) * step)] : 0.0f;
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
            const int u = cell[(axis + 1) % 3], v = cell[(axis + 2) % 3];
            pictures[static_cast<size_t>(axis)][static_cast<size_t>(u * kPicture + v)] += share;
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

float differenceOf(const PartDescriptor& a, const PartDescriptor& b) {
    const int pictures = sum(a.pictures.data(), b.pictures.data(), kPictureCells);
    const int histograms = sum(a.histograms.data(), b.histograms.data(), kHistogramCells);
    return static_cast<float>(pictures) / (255.0f * kPictureCells) +
           kHistogramWeight * static_cast<float>(histograms) / (255.0f * kHistogramCells);
}

}  // namespace img2cadseq::infer
