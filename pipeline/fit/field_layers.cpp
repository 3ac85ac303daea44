#include "fit/field_layers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "fit/layers.h"
#include "fit/outline.h"

namespace img2cadseq {
namespace {

/// The field cut across an axis; maps are over the two next axes in cyclic order, row-major with u along a row.
class Slices {
public:
    Slices(const Occupancy& field, int axis) : side_(field.side), cells_(static_cast<size_t>(side_) * side_) {
        for (int t = 0; t < side_; ++t) {
            FloatMap slice(side_, side_);
            for (int v = 0; v < side_; ++v)
                for (int u = 0; u < side_; ++u) {
                    int at[3];
                    at[axis] = t, at[(axis + 1) % 3] = u, at[(axis + 2) % 3] = v;
                    slice.at(u, v) = field.probability[field.index(at[0], at[1], at[2])];
                }
            slices_.push_back(std::move(slice));
        }
    }

    int side() const { return side_; }

    FloatMap mean(int from, int to) const {
        FloatMap out(side_, side_);
        for (int t = from; t < to; ++t)
            for (size_t i = 0; i < cells_; ++i) out.data[i] += slices_[static_cast<size_t>(t)].data[i];
        for (float& value : out.data) value /= static_cast<float>(to - from);
        return out;
    }

    /// First slices of the layers, and the end: least squared change within layers plus the price of each.
    std::vector<int> layers(double price, int most) const {
        const auto n = static_cast<size_t>(side_);
        std::vector<std::vector<double>> within(n, std::vector<double>(n + 1, 0.0));
        for (int from = 0; from < side_; ++from) {
            std::vector<double> sum(cells_, 0.0), squares(cells_, 0.0);
            for (int to = from; to < side_; ++to) {
                double change = 0.0;
                for (size_t i = 0; i < cells_; ++i) {
                    const double p = slices_[static_cast<size_t>(to)].data[i];
                    sum[i] += p;
                    squares[i] += p * p;
                    change += squares[i] - sum[i] * sum[i] / (to - from + 1);
                }
                within[static_cast<size_t>(from)][static_cast<size_t>(to) + 1] = change;
            }
        }
        const double each = price * static_cast<double>(cells_);
        std::vector<int> best;
        double least = std::numeric_limits<double>::max();
        std::vector<double> cost = within[0];  // of the slices before `to` in `count` layers
        std::vector<std::vector<int>> start(static_cast<size_t>(most), std::vector<int>(n + 1, 0));
        for (int count = 1; count <= most; ++count) {
            if (cost[n] + each * count < least) {
                least = cost[n] + each * count;
                best = {side_};
                for (int k = count - 1, to = side_; k >= 0; --k) {
                    to = start[static_cast<size_t>(k)][static_cast<size_t>(to)];
                    best.insert(best.begin(), to);
                }
            }
            if (count == most) break;
            std::vector<double> next(n + 1, std::numeric_limits<double>::max());
            for (size_t to = static_cast<size_t>(count) + 1; to <= n; ++to)
                for (size_t from = static_cast<size_t>(count); from < to; ++from)
                    if (cost[from] + within[from][to] < next[to]) {
                        next[to] = cost[from] + within[from][to];
                        start[static_cast<size_t>(count)][to] = static_cast<int>(from);
                    }
            cost = std::move(next);
        }
        return best;
    }

private:
    int side_;
    size_t cells_;
    std::vector<FloatMap> slices_;
};

/// Between the middles of the cells, and falling to nothing half a cell beyond the rim.
double interpolated(const FloatMap& map, double x, double y) {
    const int i = static_cast<int>(std::floor(x)), j = static_cast<int>(std::floor(y));
    const double a = x - i, b = y - j;
    const auto at = [&](int u, int v) -> double {
        return map.at(std::clamp(u, 0, map.width - 1), std::clamp(v, 0, map.height - 1));
    };
    return (1 - b) * ((1 - a) * at(i, j) + a * at(i + 1, j)) + b * ((1 - a) * at(i, j + 1) + a * at(i + 1, j + 1));
}

/// Share of a column, at several heights, that the camera sees inside the mask.
double seenInside(const View& view, const Vec3& foot, int axis, double low, double high) {
    constexpr int kHeights = 5;
    int in = 0;
    for (int h = 0; h < kHeights; ++h) {
        Vec3 point = foot;
        point[axis] = low + (h + 0.5) / kHeights * (high - low);
        const Vec3 pixel = view.camera.project(point);
        const int x = static_cast<int>(std::floor(pixel.x)), y = static_cast<int>(std::floor(pixel.y));
        in += x >= 0 && y >= 0 && x < view.mask.width && y < view.mask.height && view.mask.at(x, y) ? 1 : 0;
    }
    return static_cast<double>(in) / kHeights;
}

}  // namespace

CadSequence fieldProposal(const Observation& observation, int axis, const FieldOptions& options) {
    constexpr double kSeen = 0.5;  ///< share of a column that must be seen inside the mask where it is carved
    const Occupancy& field = *observation.occupancy;
    const Slices slices(field, axis);
    const std::vector<int> starts = slices.layers(options.layerPrice, options.most);
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    // Square pixels, a rim of two around the box.
    const double cell = std::max(field.boxSize[u], field.boxSize[v]) / (field.side * options.refine);
    const Vec2 half{0.5 * field.boxSize[u], 0.5 * field.boxSize[v]};
    const Vec2 corner = -half - Vec2{2.0 * cell, 2.0 * cell};
    const int width = static_cast<int>(std::ceil(2.0 * half.x / cell)) + 4,
              height = static_cast<int>(std::ceil(2.0 * half.y / cell)) + 4;
    OutlineOptions outline;
    outline.tolerance = 0.3 * options.refine * cell;
    CadSequence out;
    for (size_t k = 0; k + 1 < starts.size(); ++k) {
        const FloatMap mean = slices.mean(starts[k], starts[k + 1]);
        const auto heightOf = [&](int t) { return (static_cast<double>(t) / field.side - 0.5) * field.boxSize[axis]; };
        const double low = heightOf(starts[k]), high = heightOf(starts[k + 1]);
        Mask section(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const Vec2 at = corner + Vec2{x + 0.5, y + 0.5} * cell;
                if (std::abs(at.x) > half.x || std::abs(at.y) > half.y) continue;
                const double p = interpolated(mean, (at.x / (2.0 * half.x) + 0.5) * field.side - 0.5,
                                              (at.y / (2.0 * half.y) + 0.5) * field.side - 0.5);
                if (p < options.level) continue;
                Vec3 foot;
                foot[u] = at.x, foot[v] = at.y;
                if (options.carve && seenInside(*observation.view, foot, axis, low, high) < kSeen) continue;
                section.at(x, y) = 255;
            }
        addPrism(out, axis, profilesOf(section, corner, cell, outline), {low, high});
    }
    return out;
}

}  // namespace img2cadseq
