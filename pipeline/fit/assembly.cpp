#include "fit/assembly.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "fit/layers.h"
#include "fit/outline.h"
#include "photo/contours.h"

namespace img2cadseq {
namespace {

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

/// A prism of cells: columns whose share in [from, to) is at least what is asked.
struct Slab {
    int axis = 0, from = 0, to = 0;
    double low = 0.0, high = 0.0;  ///< its heights, between cells' borders
    double gain = 0.0;             ///< cells
    Mask columns;
};

/// Connected columns that gain nothing of their own are left out; so is what is narrower than two cells.
void keepWhatGains(Slab& slab, const FloatMap& gains) {
    Mask left = opened(slab.columns, 1);
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

class Assembler {
public:
    Assembler(const PointCloud& cloud, const InsideGrid& grid, const AssemblyOptions& options)
        : grid_(grid), options_(options), covered_(grid.inside.size(), 0) {
        volume_ = static_cast<double>(std::count(grid.inside.begin(), grid.inside.end(), 1));
        for (int axis = 0; axis < 3; ++axis) heights_[static_cast<size_t>(axis)] = capHeights(cloud, axis, caps());
    }

    CadSequence make() {
        for (int i = 0; i < options_.most; ++i)
            if (!addBest(false)) break;
        if (sequence_.blocks.empty()) return {};
        for (int i = 0; i < options_.mostCuts; ++i)
            if (!addBest(true)) break;
        return std::move(sequence_);
    }

private:
    static LayerOptions caps() {
        LayerOptions options;
        options.capShare = 0.008;
        return options;
    }

    bool addBest(bool cut) {
        std::optional<Slab> best;
        for (int axis = 0; axis < 3; ++axis) consider(axis, cut, best);
        if (!best || best->gain < (cut ? options_.leastCut : options_.least) * volume_) return false;
        if (!draw(*best, cut)) return false;
        const Columns columns(grid_, best->axis);
        for (int y = 0; y < columns.depth(); ++y)
            for (int x = 0; x < columns.width(); ++x)
                if (best->columns.at(x, y))
                    for (int t = best->from; t < best->to; ++t) covered_[columns.cellAt(x, y, t)] = !cut;
        return true;
    }

    /// What a block gains: cells of the inside not covered yet, less cells outside that it would cover; a cut: cells
    /// covered wrongly, less cells rightly covered.
    void consider(int axis, bool cut, std::optional<Slab>& best) const {
        const Columns columns(grid_, axis);
        const auto wanted = columns.sums([&](size_t i) {
            if (cut) return covered_[i] ? (grid_.inside[i] ? -2 : 1) : 0;
            return covered_[i] ? 0 : (grid_.inside[i] ? 1 : -1);
        });
        const auto shares = columns.sums([&](size_t i) { return (grid_.inside[i] != 0) != cut ? 1 : 0; });
        const std::vector<double>& heights = heights_[static_cast<size_t>(axis)];
        const size_t layer = static_cast<size_t>(columns.width()) * static_cast<size_t>(columns.depth());
        const auto cellOf = [&](double t) {
            return std::clamp(static_cast<int>(std::lround((t - grid_.corner[axis]) / grid_.cell[axis])), 0,
                              columns.height());
        };
        for (size_t i = 0; i + 1 < heights.size(); ++i)
            for (size_t j = i + 1; j < heights.size(); ++j) {
                Slab slab;
                slab.axis = axis;
                slab.from = cellOf(heights[i]), slab.to = cellOf(heights[j]);
                slab.low = heights[i], slab.high = heights[j];
                if (slab.to <= slab.from) continue;
                FloatMap gains(columns.width(), columns.depth());
                slab.columns = Mask(columns.width(), columns.depth());
                double possible = 0.0;
                for (size_t c = 0; c < layer; ++c) {
                    const size_t a = static_cast<size_t>(slab.from) * layer + c,
                                 b = static_cast<size_t>(slab.to) * layer + c;
                    const double share = static_cast<double>(shares[b] - shares[a]) / (slab.to - slab.from);
                    gains.data[c] = static_cast<float>(wanted[b] - wanted[a]);
                    if (share < options_.filled) continue;
                    slab.columns.data[c] = 255;
                    possible += std::max(0.0f, gains.data[c]);
                }
                if (best && possible < best->gain) continue;
                keepWhatGains(slab, gains);
                if (!best || slab.gain > best->gain * 1.02) best = std::move(slab);
            }
    }

    /// Adds the slab as a block, its outline drawn between the cells. False where there is none.
    bool draw(const Slab& slab, bool cut) {
        constexpr int kFiner = 3;
        const Columns columns(grid_, slab.axis);
        const double du = grid_.cell[columns.u()], dv = grid_.cell[columns.v()];
        const double pixel = std::min(du, dv) / kFiner;
        const int width = static_cast<int>(std::ceil(columns.width() * du / pixel)),
                  depth = static_cast<int>(std::ceil(columns.depth() * dv / pixel));
        Mask section(width, depth);
        for (int y = 0; y < depth; ++y)
            for (int x = 0; x < width; ++x) {
                const double a = (x + 0.5) * pixel / du - 0.5, b = (y + 0.5) * pixel / dv - 0.5;
                section.at(x, y) = takenAt(slab.columns, a, b) >= 0.5 ? 255 : 0;
            }
        OutlineOptions outline;
        outline.tolerance = 0.6 * std::max(du, dv);
        const Vec2 corner{grid_.corner[columns.u()], grid_.corner[columns.v()]};
        std::vector<Profile> profiles = profilesOf(section, corner, pixel, outline);
        if (profiles.empty()) return false;
        ExtrudeBlock block;
        block.sketch.plane = axisPlane(slab.axis);
        block.sketch.profiles = std::move(profiles);
        const std::vector<double>& heights = heights_[static_cast<size_t>(slab.axis)];
        const double beyond = cut ? 0.02 : 0.0;  // a cut that comes out of the part goes through its surface
        block.extent = {slab.low - (slab.low == heights.front() ? beyond : 0.0),
                        slab.high + (slab.high == heights.back() ? beyond : 0.0)};
        block.op = cut ? BooleanOp::Cut : sequence_.blocks.empty() ? BooleanOp::New : BooleanOp::Join;
        sequence_.blocks.push_back(std::move(block));
        return true;
    }

    /// 1 in the middle of a column that is taken, 0 in that of another, and between them what lies between.
    static double takenAt(const Mask& columns, double x, double y) {
        const int i = static_cast<int>(std::floor(x)), j = static_cast<int>(std::floor(y));
        double sum = 0.0;
        for (const int b : {0, 1})
            for (const int a : {0, 1}) {
                const int u = i + a, v = j + b;
                if (u < 0 || v < 0 || u >= columns.width || v >= columns.height || !columns.at(u, v)) continue;
                sum += (a ? x - i : 1.0 - (x - i)) * (b ? y - j : 1.0 - (y - j));
            }
        return sum;
    }

    const InsideGrid& grid_;
    const AssemblyOptions& options_;
    std::vector<uint8_t> covered_;
    std::array<std::vector<double>, 3> heights_;
    double volume_ = 0.0;
    CadSequence sequence_;
};

}  // namespace

CadSequence assemblyProposal(const PointCloud& cloud, const InsideGrid& grid, const AssemblyOptions& options) {
    if (grid.inside.empty()) return {};
    return Assembler(cloud, grid, options).make();
}

}  // namespace img2cadseq
