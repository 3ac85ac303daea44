#include "csg/openings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace img2cadseq::csg {
namespace {

constexpr int16_t kMaterial = -2, kUnknown = -3;
constexpr double kSteepest = 0.05;  ///< cosine below which a mouth is not looked into
constexpr double kNear = 0.01;      ///< of the longest side: how far a surface may lie before the mouth that it is in

/// Gives `label` to all unknown cells that hang together with the given ones; calls f for the cells of material that
/// they touch.
template <class F>
int flood(Raster<int16_t>& cells, std::vector<std::array<int, 2>> front, int16_t label, const F& f) {
    int count = 0;
    const auto take = [&](int i, int j) {
        if (i < 0 || j < 0 || i >= cells.width || j >= cells.height) return;
        if (cells.at(i, j) == kMaterial) f(i, j);
        if (cells.at(i, j) != kUnknown) return;
        cells.at(i, j) = label;
        front.push_back({i, j});
    };
    std::vector<std::array<int, 2>> seeds;
    seeds.swap(front);
    for (const auto& [i, j] : seeds) take(i, j);
    while (!front.empty()) {
        const auto [i, j] = front.back();
        front.pop_back();
        ++count;
        take(i - 1, j), take(i + 1, j), take(i, j - 1), take(i, j + 1);
    }
    return count;
}

std::vector<std::array<int, 2>> border(int columns, int rows) {
    std::vector<std::array<int, 2>> cells;
    for (int i = 0; i < columns; ++i) cells.push_back({i, 0}), cells.push_back({i, rows - 1});
    for (int j = 0; j < rows; ++j) cells.push_back({0, j}), cells.push_back({columns - 1, j});
    return cells;
}

double middleOf(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

Openings::Openings(const AxisColumns& columns, int least) : longest_(columns.longest) {
    for (int axis = 0; axis < 3; ++axis) {
        const AxisColumns::Grid& grid = columns.grids[static_cast<size_t>(axis)];
        Raster<int16_t> cells(grid.material.width, grid.material.height, kUnknown);
        for (size_t i = 0; i < cells.data.size(); ++i)
            if (grid.material.data[i]) cells.data[i] = kMaterial;
        flood(cells, border(cells.width, cells.height), -1, [](int, int) {});
        for (int j = 0; j < cells.height; ++j)
            for (int i = 0; i < cells.width; ++i) {
                if (cells.at(i, j) != kUnknown) continue;
                std::vector<float> lows, highs;
                const auto label = static_cast<int16_t>(list_.size());
                const int covered = flood(cells, {{i, j}}, label, [&](int x, int y) {
                    lows.push_back(grid.first.at(x, y));
                    highs.push_back(grid.last.at(x, y));
                });
                if (covered < least || lows.empty())
                    std::replace(cells.data.begin(), cells.data.end(), label, int16_t{-1});
                else
                    list_.push_back({axis, middleOf(lows), middleOf(highs), covered});
            }
        std::replace(cells.data.begin(), cells.data.end(), kMaterial, int16_t{-1});
        mouths_[static_cast<size_t>(axis)] = {std::move(cells), {grid.low[0], grid.low[1]}, columns.cell};
    }
}

Mask Openings::seen(const Camera& camera, const FloatMap& front) const {
    Mask out(front.width, front.height);
    if (list_.empty()) return out;
    const Camera own = camera.resized(front.width, front.height);
    const double near = kNear * longest_;
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const Camera::Ray ray = own.ray(x + 0.5, y + 0.5);
            const double length = norm(ray.direction), surface = front.at(x, y);
            for (size_t k = 0; k < list_.size(); ++k) {
                const Opening& one = list_[k];
                const double slope = ray.direction[one.axis];
                if (std::abs(slope) < kSteepest * length) continue;
                const double t = ((slope > 0.0 ? one.low : one.high) - ray.origin[one.axis]) / slope;
                if (surface > 0.0 && surface < t - near) continue;
                const Vec3 point = ray.origin + ray.direction * t;
                if (mouths_[static_cast<size_t>(one.axis)].at(point, one.axis) != static_cast<int16_t>(k)) continue;
                out.at(x, y) = 255;
                break;
            }
        }
    return out;
}

}  // namespace img2cadseq::csg
