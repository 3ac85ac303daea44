#include "fit/walls.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace img2cadseq {
namespace {

constexpr size_t kFewest = 3;     ///< points that make a wall
constexpr double kAlong = 0.5;    ///< of the reach: how far along the border points tell of a place
constexpr double kNarrow = 0.15;  ///< of the reach: of what lies within kWide of a wall so much must lie within this;
constexpr double kWide = 0.45;    ///< of a surface that only passes a third does
constexpr double kShare = 0.45;
constexpr int kRounds = 4;
constexpr size_t kNeighbours = 2;  ///< to either side, of which the middle is taken

/// A wall's place across the border and how sure it is.
struct Place {
    double at = 0.0, scatter = 0.0;
    bool found = false;
};

/// Where most offsets lie, found from the border on.
Place placeOf(const std::vector<double>& offsets, double reach) {
    Place place;
    if (offsets.size() < kFewest) return place;
    double width = reach;
    for (int round = 0; round < kRounds; ++round) {
        double sum = 0.0, weights = 0.0, squares = 0.0, weightSquares = 0.0;
        for (const double offset : offsets) {
            const double t = (offset - place.at) / width, weight = std::exp(-2.0 * t * t);
            sum += weight * offset;
            weights += weight;
            squares += weight * offset * offset;
            weightSquares += weight * weight;
        }
        place.at = sum / weights;
        const double variance = std::max(0.0, squares / weights - place.at * place.at);
        place.scatter = std::sqrt(variance * weightSquares) / weights;
        width = std::max(0.25 * reach, 0.6 * width);
    }
    const auto within = [&](double width) {
        return static_cast<double>(std::count_if(offsets.begin(), offsets.end(),
                                                 [&](double o) { return std::abs(o - place.at) < width * reach; }));
    };
    place.found = within(kNarrow) > kShare * within(kWide);
    return place;
}

/// Of the places found around `i` the middle one: single ones may have caught another wall. Nothing where none is near.
std::optional<double> middleAround(const std::vector<Place>& places, size_t i) {
    const size_t n = places.size();
    std::vector<double> near;
    for (const size_t reach : {kNeighbours, 3 * kNeighbours}) {
        for (size_t k = i + n - std::min(reach, n); k <= i + n + reach; ++k)
            if (places[k % n].found) near.push_back(places[k % n].at);
        if (near.empty()) continue;
        const auto middle = near.begin() + static_cast<std::ptrdiff_t>(near.size() / 2);
        std::nth_element(near.begin(), middle, near.end());
        return *middle;
    }
    return std::nullopt;
}

}  // namespace

Walls::Walls(const PointCloud& cloud, int axis, double low, double high, double clear, double reach) : reach_(reach) {
    for (const Vec3f& p : cloud.positions) {
        if (p[axis] < low + clear || p[axis] > high - clear) continue;
        const Vec2 at{p[(axis + 1) % 3], p[(axis + 2) % 3]};
        points_[cellOf(at)].push_back(at);
    }
}

Walls::Cell Walls::cellOf(const Vec2& at) const {
    constexpr Cell kRow = 1 << 20;
    return static_cast<Cell>(std::floor(at.y / reach_)) * kRow + static_cast<Cell>(std::floor(at.x / reach_));
}

DrawnBorder Walls::drawn(const std::vector<Vec2>& border) const {
    DrawnBorder out{border, 0.0, 0.0};
    const size_t n = border.size();
    if (n < 3 || points_.empty()) return out;
    std::vector<Place> places(n);
    std::vector<Vec2> across(n);
    std::vector<double> offsets;
    for (size_t i = 0; i < n; ++i) {
        const Vec2 step = border[(i + 1) % n] - border[(i + n - 1) % n];
        if (!(norm(step) > 0.0)) continue;
        const Vec2 along = step / norm(step);
        across[i] = {along.y, -along.x};
        offsets.clear();
        for (const double dy : {-reach_, 0.0, reach_})
            for (const double dx : {-reach_, 0.0, reach_}) {
                const auto found = points_.find(cellOf(border[i] + Vec2{dx, dy}));
                if (found == points_.end()) continue;
                for (const Vec2& p : found->second) {
                    const Vec2 d = p - border[i];
                    if (std::abs(dot(d, along)) < kAlong * reach_ && std::abs(dot(d, across[i])) < reach_)
                        offsets.push_back(dot(d, across[i]));
                }
            }
        places[i] = placeOf(offsets, reach_);
    }
    double moved = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; ++i) {
        if (const auto middle = middleAround(places, i)) out.points[i] = border[i] + across[i] * *middle;
        if (!places[i].found) continue;
        squares += places[i].scatter * places[i].scatter;
        moved += 1.0;
    }
    if (moved > 0.0) out.scatter = std::sqrt(squares / moved);
    out.moved = moved / static_cast<double>(n);
    return out;
}

}  // namespace img2cadseq
