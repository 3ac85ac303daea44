#include "csg/pockets.h"

#include <algorithm>
#include <queue>

namespace img2cadseq::csg {
namespace {

constexpr float kBottomless = -1e30f;
constexpr double kLeastFloored = 0.2;  ///< share of a pocket's cells that have a floor; bores with a rim have less
constexpr double kGap = 0.05;          ///< of the longest side: gaps in a rim that are no outlet
constexpr double kSteepest = 0.05;     ///< cosine below which a mouth is not looked into
constexpr double kTurnedAway = 0.4;    ///< cosine between its normal and the view from which a side is not seen
constexpr double kNear = 0.01;  ///< of the longest side: how far a surface may lie before the mouth that it is in

/// Heights of a grid seen from above, kBottomless where there is no material.
FloatMap terrainOf(const AxisColumns::Grid& grid, bool up) {
    FloatMap terrain(grid.material.width, grid.material.height, kBottomless);
    for (size_t i = 0; i < terrain.data.size(); ++i)
        if (grid.material.data[i]) terrain.data[i] = up ? grid.last.data[i] : -grid.first.data[i];
    return terrain;
}

/// The least or greatest of a window of 2 `reach` + 1 cells along rows or columns.
template <class F>
FloatMap along(const FloatMap& map, int reach, bool rows, const F& better) {
    FloatMap out = map;
    const int lines = rows ? map.height : map.width, cells = rows ? map.width : map.height;
    const auto index = [&](int line, int cell) {
        return static_cast<size_t>(rows ? line : cell) * static_cast<size_t>(map.width) +
               static_cast<size_t>(rows ? cell : line);
    };
    for (int line = 0; line < lines; ++line)
        for (int cell = 0; cell < cells; ++cell)
            for (int k = std::max(0, cell - reach); k <= std::min(cells - 1, cell + reach); ++k) {
                float& best = out.data[index(line, cell)];
                best = better(best, map.data[index(line, k)]);
            }
    return out;
}

/// With gaps of up to 2 `reach` cells filled up (a closing by a square); around the grid there is nothing.
FloatMap dammed(const FloatMap& terrain, int reach) {
    const auto most = [](float a, float b) { return std::max(a, b); };
    const auto least = [](float a, float b) { return std::min(a, b); };
    FloatMap wide(terrain.width + 2 * reach, terrain.height + 2 * reach, kBottomless), out = terrain;
    for (int y = 0; y < terrain.height; ++y)
        for (int x = 0; x < terrain.width; ++x) wide.at(x + reach, y + reach) = terrain.at(x, y);
    wide = along(along(wide, reach, true, most), reach, false, most);
    wide = along(along(wide, reach, true, least), reach, false, least);
    for (int y = 0; y < terrain.height; ++y)
        for (int x = 0; x < terrain.width; ++x) out.at(x, y) = wide.at(x + reach, y + reach);
    return out;
}

/// How high water stands that runs off over the border, to all eight neighbours (priority flood: Barnes, Lehman and
/// Mulla, Computers & Geosciences 2014, with their plain queue for what does not rise).
FloatMap filled(const FloatMap& terrain) {
    FloatMap water(terrain.width, terrain.height);
    Mask reached(terrain.width, terrain.height);
    struct Place {
        float height;
        int x, y;
        bool operator<(const Place& other) const { return height > other.height; }
    };
    std::priority_queue<Place> front;
    std::vector<Place> level;
    const auto reach = [&](int x, int y, float from) {
        if (x < 0 || y < 0 || x >= terrain.width || y >= terrain.height || reached.at(x, y)) return;
        reached.at(x, y) = 255;
        const float height = terrain.at(x, y);
        water.at(x, y) = std::max(from, height);
        if (height > from)
            front.push({height, x, y});
        else
            level.push_back({from, x, y});
    };
    for (int x = 0; x < terrain.width; ++x) reach(x, 0, kBottomless), reach(x, terrain.height - 1, kBottomless);
    for (int y = 0; y < terrain.height; ++y) reach(0, y, kBottomless), reach(terrain.width - 1, y, kBottomless);
    while (!level.empty() || !front.empty()) {
        const Place at = level.empty() ? front.top() : level.back();
        level.empty() ? front.pop() : level.pop_back();
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) reach(at.x + dx, at.y + dy, at.height);
    }
    return water;
}

bool inOnePlane(const Pockets::Pocket& a, const Pockets::Pocket& b) {
    return a.axis == b.axis && a.up == b.up && a.level == b.level;
}

/// Whether three by three of the cells lie side by side: less is a seam along a wall.
bool isWide(const std::vector<size_t>& cells, const Mask& taken, const FloatMap& water) {
    const auto width = static_cast<size_t>(water.width);
    const auto own = [&](size_t i, float level) { return taken.data[i] && water.data[i] == level; };
    return std::any_of(cells.begin(), cells.end(), [&](size_t i) {
        if (i % width + 2 >= width || i + 2 * width + 2 >= water.data.size()) return false;
        for (size_t k = 0; k < 9; ++k)
            if (!own(i + k / 3 * width + k % 3, water.data[i])) return false;
        return true;
    });
}

/// The cells that hang together with a first one under water of one level.
std::vector<size_t> lakeFrom(size_t first, const FloatMap& water, const Mask& wet, Mask& taken) {
    std::vector<size_t> cells{first};
    taken.data[first] = 255;
    for (size_t n = 0; n < cells.size(); ++n) {
        const auto take = [&](size_t i) {
            if (taken.data[i] || !wet.data[i] || water.data[i] != water.data[first]) return;
            taken.data[i] = 255;
            cells.push_back(i);
        };
        const auto width = static_cast<size_t>(water.width), x = cells[n] % width, i = cells[n];
        if (x > 0) take(i - 1);
        if (x + 1 < width) take(i + 1);
        if (i >= width) take(i - width);
        if (i + width < water.data.size()) take(i + width);
    }
    return cells;
}

}  // namespace

Pockets::Pockets(const AxisColumns& columns, const Options& options) : longest_(columns.longest) {
    const auto tolerance = static_cast<float>(options.shallowest * columns.longest);
    const int gap = static_cast<int>(std::lround(0.5 * kGap * columns.longest / std::max(columns.cell, 1e-12)));
    for (size_t side = 0; side < mouths_.size(); ++side) {
        const auto axis = static_cast<int>(side % 3);
        const bool up = side < 3;
        const AxisColumns::Grid& grid = columns.grids[side % 3];
        mouths_[side] = {
            Raster<int16_t>(grid.material.width, grid.material.height, -1), {grid.low[0], grid.low[1]}, columns.cell};
        if (grid.material.empty()) continue;
        // Perspective shows a side that is turned away a little.
        const double away = options.seenBy ? options.seenBy->rotation.row[2][axis] * (up ? 1.0 : -1.0) : 0.0;
        if (away > kTurnedAway) continue;
        const FloatMap terrain = terrainOf(grid, up), water = filled(dammed(terrain, gap));
        Mask wet(terrain.width, terrain.height), taken(terrain.width, terrain.height);
        for (size_t i = 0; i < wet.data.size(); ++i)
            wet.data[i] = water.data[i] > kBottomless && water.data[i] - terrain.data[i] > tolerance ? 255 : 0;
        for (size_t i = 0; i < wet.data.size(); ++i) {
            if (!wet.data[i] || taken.data[i]) continue;
            const std::vector<size_t> lake = lakeFrom(i, water, wet, taken);
            std::vector<float> depths;
            for (const size_t cell : lake)
                if (terrain.data[cell] > kBottomless) depths.push_back(water.data[cell] - terrain.data[cell]);
            if (static_cast<int>(depths.size()) < options.least || !isWide(lake, taken, water) ||
                static_cast<double>(depths.size()) < kLeastFloored * static_cast<double>(lake.size()))
                continue;
            const auto middle = depths.begin() + static_cast<std::ptrdiff_t>(depths.size() / 2);
            std::nth_element(depths.begin(), middle, depths.end());
            for (const size_t cell : lake) mouths_[side].labels.data[cell] = static_cast<int16_t>(list_.size());
            list_.push_back({axis, up, up ? water.data[i] : -water.data[i], *middle, *middle / columns.sides[axis],
                             static_cast<int>(lake.size())});
        }
    }
}

FloatMap Pockets::seen(const Camera& camera, const FloatMap& front) const {
    FloatMap out(front.width, front.height);
    const Camera own = camera.resized(front.width, front.height);
    const double near = kNear * longest_;
    std::vector<const Pocket*> planes;  // mouths in one plane are asked together
    for (const Pocket& one : list_)
        if (std::none_of(planes.begin(), planes.end(), [&](const Pocket* p) { return inOnePlane(*p, one); }))
            planes.push_back(&one);
    if (planes.empty()) return out;
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x) {
            const float surface = front.at(x, y);
            const Camera::Ray ray = own.ray(x + 0.5, y + 0.5);
            const double length = norm(ray.direction);
            for (const Pocket* plane : planes) {
                const double slope = ray.direction[plane->axis];
                if ((plane->up ? -slope : slope) < kSteepest * length) continue;
                const double t = (plane->level - ray.origin[plane->axis]) / slope;
                if (surface > 0.0f && surface < t - near) continue;
                const size_t side = static_cast<size_t>(plane->axis) + (plane->up ? 0 : 3);
                const int16_t label = mouths_[side].at(ray.origin + ray.direction * t, plane->axis);
                if (label < 0 || !inOnePlane(list_[static_cast<size_t>(label)], *plane)) continue;
                out.at(x, y) = static_cast<float>(list_[static_cast<size_t>(label)].share);
                break;
            }
        }
    return out;
}

}  // namespace img2cadseq::csg
