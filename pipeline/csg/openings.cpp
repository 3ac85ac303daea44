#include "csg/openings.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "csg/render.h"

namespace img2cadseq::csg {
namespace {

constexpr int16_t kMaterial = -2, kUnknown = -3;
constexpr double kSteepest = 0.05;  ///< cosine below which a mouth is not looked into
constexpr double kNear = 0.01;      ///< of the longest side: how far a surface may lie before the mouth that it is in

/// What rays along an axis meet.
struct Columns {
    Raster<int16_t> cells;  ///< kMaterial or kUnknown
    FloatMap first, last;   ///< heights of the first and the last surface
};

/// Cells of size `cell` from `low` on, seen along the axis by a camera whose pixels they are and whose depths are
/// heights.
Columns columnsAlong(const Solid& solid, int axis, const double (&low)[2], double cell, int columns, int rows) {
    Camera camera;
    camera.projection = Projection::Orthographic;
    for (int k = 0; k < 3; ++k) camera.rotation.row[k] = Vec3{};
    camera.rotation.row[0][(axis + 1) % 3] = camera.rotation.row[1][(axis + 2) % 3] = camera.rotation.row[2][axis] =
        1.0;
    camera.translation = {-low[0], -low[1], 0.0};
    camera.focal = 1.0 / cell;
    camera.principal = {0.0, 0.0};
    camera.width = columns, camera.height = rows;
    Buffers seen = render(solid, camera);
    Columns out{Raster<int16_t>(columns, rows, kUnknown), std::move(seen.front.depth), std::move(seen.back.depth)};
    for (size_t i = 0; i < out.cells.data.size(); ++i)
        if (seen.hits.data[i]) out.cells.data[i] = kMaterial;
    return out;
}

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

Openings::Openings(const Solid& solid, int across, int least) {
    const Box3 box = solid.box();
    longest_ = box.empty() ? 0.0 : box.longestSide();
    if (!(longest_ > 0.0)) return;
    cell_ = longest_ / across;
    for (int axis = 0; axis < 3; ++axis) {
        Grid& grid = grids_[static_cast<size_t>(axis)];
        int count[2];
        for (int k = 0; k < 2; ++k) {
            const int along = (axis + 1 + k) % 3;
            count[k] = std::max(1, static_cast<int>(std::ceil(box.size()[along] / cell_ - 1e-9)));
            grid.low[k] = box.center()[along] - 0.5 * cell_ * count[k];
        }
        Columns columns = columnsAlong(solid, axis, grid.low, cell_, count[0], count[1]);
        Raster<int16_t>& cells = columns.cells;
        flood(cells, border(count[0], count[1]), -1, [](int, int) {});
        for (int j = 0; j < cells.height; ++j)
            for (int i = 0; i < cells.width; ++i) {
                if (cells.at(i, j) != kUnknown) continue;
                std::vector<float> lows, highs;
                const auto label = static_cast<int16_t>(list_.size());
                const int covered = flood(cells, {{i, j}}, label, [&](int x, int y) {
                    lows.push_back(columns.first.at(x, y));
                    highs.push_back(columns.last.at(x, y));
                });
                if (covered < least || lows.empty())
                    std::replace(cells.data.begin(), cells.data.end(), label, int16_t{-1});
                else
                    list_.push_back({axis, middleOf(lows), middleOf(highs), covered});
            }
        std::replace(cells.data.begin(), cells.data.end(), kMaterial, int16_t{-1});
        grid.cells = std::move(cells);
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
                const Grid& grid = grids_[static_cast<size_t>(one.axis)];
                const int i = static_cast<int>(std::floor((point[(one.axis + 1) % 3] - grid.low[0]) / cell_));
                const int j = static_cast<int>(std::floor((point[(one.axis + 2) % 3] - grid.low[1]) / cell_));
                if (i < 0 || j < 0 || i >= grid.cells.width || j >= grid.cells.height) continue;
                if (grid.cells.at(i, j) != static_cast<int16_t>(k)) continue;
                out.at(x, y) = 255;
                break;
            }
        }
    return out;
}

}  // namespace img2cadseq::csg
