#include "csg/openings.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace img2cadseq::csg {
namespace {

constexpr int16_t kMaterial = -2, kUnknown = -3;
constexpr double kSteepest = 0.05;  ///< cosine below which a mouth is not looked into
constexpr double kNear = 0.01;      ///< of the longest side: how far a surface may lie before the mouth that it is in

struct Extent2 {
    float low = 0.0f, high = 0.0f;
};

/// What rays along an axis meet: the first and the last surface, by cells. The axis's rows run along the next axis.
struct Columns {
    Raster<int16_t> cells;
    Raster<Extent2> extents;
};

Columns columnsAlong(const Solid& solid, const Box3& box, int axis, int across) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    const Vec3 size = box.size();
    Columns columns{Raster<int16_t>(across, across, kUnknown), Raster<Extent2>(across, across)};
    Vec3 origin = box.low, direction{};
    const double start = box.low[axis] - 0.5 * box.longestSide();
    direction[axis] = 1.0, origin[axis] = start;
    std::vector<Hit> hits;
    for (int j = 0; j < across; ++j)
        for (int i = 0; i < across; ++i) {
            origin[u] = box.low[u] + (i + 0.5) / across * size[u];
            origin[v] = box.low[v] + (j + 0.5) / across * size[v];
            solid.cast(origin, direction, hits);
            if (hits.empty()) continue;
            columns.cells.at(i, j) = kMaterial;
            columns.extents.at(i, j) = {static_cast<float>(start + hits.front().t),
                                        static_cast<float>(start + hits.back().t)};
        }
    return columns;
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

std::vector<std::array<int, 2>> border(int across) {
    std::vector<std::array<int, 2>> cells;
    for (int k = 0; k < across; ++k)
        for (const int edge : {0, across - 1}) {
            cells.push_back({k, edge});
            cells.push_back({edge, k});
        }
    return cells;
}

double middleOf(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

Openings::Openings(const Solid& solid, int across, int least) : box_(solid.box()), across_(across) {
    for (int axis = 0; axis < 3; ++axis) {
        Columns columns = columnsAlong(solid, box_, axis, across);
        Raster<int16_t>& cells = columns.cells;
        flood(cells, border(across), -1, [](int, int) {});
        for (int j = 0; j < across; ++j)
            for (int i = 0; i < across; ++i) {
                if (cells.at(i, j) != kUnknown) continue;
                std::vector<float> lows, highs;
                const auto label = static_cast<int16_t>(list_.size());
                const int count = flood(cells, {{i, j}}, label, [&](int x, int y) {
                    lows.push_back(columns.extents.at(x, y).low);
                    highs.push_back(columns.extents.at(x, y).high);
                });
                if (count < least || lows.empty())
                    std::replace(cells.data.begin(), cells.data.end(), label, int16_t{-1});
                else
                    list_.push_back({axis, middleOf(lows), middleOf(highs), count});
            }
        std::replace(cells.data.begin(), cells.data.end(), kMaterial, int16_t{-1});
        cells_[static_cast<size_t>(axis)] = std::move(cells);
    }
}

Mask Openings::seen(const Camera& camera, const FloatMap& front) const {
    Mask out(front.width, front.height);
    if (list_.empty()) return out;
    const Camera own = camera.resized(front.width, front.height);
    const Vec3 size = box_.size();
    const double near = kNear * box_.longestSide();
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
                const int u = (one.axis + 1) % 3, v = (one.axis + 2) % 3;
                const int i = static_cast<int>(std::floor((point[u] - box_.low[u]) / size[u] * across_));
                const int j = static_cast<int>(std::floor((point[v] - box_.low[v]) / size[v] * across_));
                if (i < 0 || j < 0 || i >= across_ || j >= across_) continue;
                if (cells_[static_cast<size_t>(one.axis)].at(i, j) != static_cast<int16_t>(k)) continue;
                out.at(x, y) = 255;
                break;
            }
        }
    return out;
}

}  // namespace img2cadseq::csg
