#include "fit/prism_search.h"

#include <algorithm>
#include <cmath>

#include "photo/contours.h"

namespace img2cadseq {
namespace {

constexpr double kThrough = 0.6;  ///< what a slab is worth less that ends in the middle of material on one side

/// A grid's cells along an axis, each column's running sums from the lowest cell on.
class Columns {
public:
    Columns(const InsideGrid& grid, int axis)
        : grid_(grid),
          axis_(axis),
          u_((axis + 1) % 3),
          v_((axis + 2) % 3),
          width_(count(u_)),
          depth_(count(v_)),
          height_(count(axis)) {}

    int width() const { return width_; }
    int depth() const { return depth_; }
    int height() const { return height_; }
    int u() const { return u_; }
    int v() const { return v_; }

    /// sums[(t * depth + y) * width + x]: of value(cell) below height t.
    template <class F>
    std::vector<int> sums(const F& value) const {
        const size_t layer = static_cast<size_t>(width_) * static_cast<size_t>(depth_);
        std::vector<int> out(layer * (static_cast<size_t>(height_) + 1), 0);
        for (int t = 0; t < height_; ++t)
            for (int y = 0; y < depth_; ++y)
                for (int x = 0; x < width_; ++x) {
                    const size_t column = static_cast<size_t>(y) * static_cast<size_t>(width_) + static_cast<size_t>(x);
                    out[(static_cast<size_t>(t) + 1) * layer + column] =
                        out[static_cast<size_t>(t) * layer + column] + value(cellAt(x, y, t));
                }
        return out;
    }

    size_t cellAt(int x, int y, int t) const {
        int at[3];
        at[axis_] = t, at[u_] = x, at[v_] = y;
        return grid_.index(at[0], at[1], at[2]);
    }

private:
    int count(int axis) const { return grid_.count[static_cast<size_t>(axis)]; }

    const InsideGrid& grid_;
    int axis_, u_, v_, width_, depth_, height_;
};

/// Connected columns that gain nothing of their own are left out; gaps and slivers narrower than two cells go.
void keepWhatGains(Slab& slab, const FloatMap& gains) {
    Mask left = opened(closed(slab.columns, 1), 1);
    Mask kept(left.width, left.height);
    slab.gain = 0.0;
    std::vector<std::pair<int, int>> stack, region;
    for (int y = 0; y < left.height; ++y)
        for (int x = 0; x < left.width; ++x) {
            if (!left.at(x, y)) continue;
            stack = {{x, y}};
            region.clear();
            left.at(x, y) = 0;
            double gain = 0.0;
            while (!stack.empty()) {
                const auto [a, b] = stack.back();
                stack.pop_back();
                region.emplace_back(a, b);
                gain += gains.at(a, b);
                const std::pair<int, int> nearby[] = {{a + 1, b}, {a - 1, b}, {a, b + 1}, {a, b - 1}};
                for (const auto& [c, d] : nearby) {
                    if (c < 0 || d < 0 || c >= left.width || d >= left.height || !left.at(c, d)) continue;
                    left.at(c, d) = 0;
                    stack.emplace_back(c, d);
                }
            }
            if (gain < 0.1 * static_cast<double>(region.size() * static_cast<size_t>(slab.to - slab.from))) continue;
            for (const auto& [a, b] : region) kept.at(a, b) = 255;
            slab.gain += gain;
        }
    slab.columns = std::move(kept);
}

}  // namespace

PrismSearch::PrismSearch(const InsideGrid& grid, std::array<std::vector<double>, 3> heights, double filled)
    : grid_(grid), heights_(std::move(heights)), filled_(filled) {
    for (int axis = 0; axis < 3; ++axis)
        insideBelow_[static_cast<size_t>(axis)] =
            Columns(grid, axis).sums([&](size_t i) { return grid.inside[i] ? 1 : 0; });
}

std::optional<Slab> PrismSearch::best(int axis, const Covered& covered, Part part) const {
    const Columns columns(grid_, axis);
    const bool cut = part == Part::Cut;
    // A block gains cells of the inside not covered yet, less cells outside that it would cover; a cut cells covered
    // wrongly, less those rightly covered.
    const auto wanted = columns.sums([&](size_t i) {
        if (cut) return covered[i] ? (grid_.inside[i] ? -2 : 1) : 0;
        return covered[i] ? 0 : (grid_.inside[i] ? 1 : -1);
    });
    const std::vector<int>& inside = insideBelow_[static_cast<size_t>(axis)];
    const std::vector<double>& heights = heights_[static_cast<size_t>(axis)];
    const size_t layer = static_cast<size_t>(columns.width()) * static_cast<size_t>(columns.depth());
    const auto cellOf = [&](double t) {
        return std::clamp(static_cast<int>(std::lround((t - grid_.corner[axis]) / grid_.cell[axis])), 0,
                          columns.height());
    };
    std::optional<Slab> best;
    for (size_t i = 0; i + 1 < heights.size(); ++i)
        for (size_t j = i + 1; j < heights.size(); ++j) {
            Slab slab;
            slab.axis = axis;
            slab.from = cellOf(heights[i]), slab.to = cellOf(heights[j]);
            slab.low = heights[i], slab.high = heights[j];
            const int length = slab.to - slab.from;
            if (length <= 0) continue;
            FloatMap gains(columns.width(), columns.depth());
            slab.columns = Mask(columns.width(), columns.depth());
            double possible = 0.0;
            for (size_t c = 0; c < layer; ++c) {
                const size_t a = static_cast<size_t>(slab.from) * layer + c,
                             b = static_cast<size_t>(slab.to) * layer + c;
                const int filled = inside[b] - inside[a];
                gains.data[c] = static_cast<float>(wanted[b] - wanted[a]);
                if ((cut ? length - filled : filled) < filled_ * length) continue;
                slab.columns.data[c] = 255;
                possible += std::max(0.0f, gains.data[c]);
            }
            if (best && possible < best->worth) continue;
            keepWhatGains(slab, gains);
            slab.worth = slab.gain;
            // Beyond the cells in which an end may lie.
            for (const int beyond : {slab.from - 2, slab.to + 1})
                slab.worth *= 1.0 - kThrough * unexplained(slab, beyond, covered, part);
            if (slab.worth > (best ? best->worth * 1.02 : 0.0)) best = std::move(slab);
        }
    return best;
}

void PrismSearch::apply(const Slab& slab, Part part, Covered& covered) const {
    const Columns columns(grid_, slab.axis);
    for (int y = 0; y < columns.depth(); ++y)
        for (int x = 0; x < columns.width(); ++x)
            if (slab.columns.at(x, y))
                for (int t = slab.from; t < slab.to; ++t) covered[columns.cellAt(x, y, t)] = part == Part::Join;
}

/// Share of the slab's columns whose cell at a height is left to be explained.
double PrismSearch::unexplained(const Slab& slab, int height, const Covered& covered, Part part) const {
    const Columns columns(grid_, slab.axis);
    if (height < 0 || height >= columns.height()) return 0.0;
    size_t open = 0, all = 0;
    for (int y = 0; y < columns.depth(); ++y)
        for (int x = 0; x < columns.width(); ++x) {
            if (!slab.columns.at(x, y)) continue;
            const size_t cell = columns.cellAt(x, y, height);
            open += part == Part::Cut ? covered[cell] && !grid_.inside[cell] : grid_.inside[cell] && !covered[cell];
            ++all;
        }
    return all ? static_cast<double>(open) / static_cast<double>(all) : 0.0;
}

}  // namespace img2cadseq
