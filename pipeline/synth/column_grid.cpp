#include "synth/column_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synth/block_columns.h"

namespace img2cadseq::synth {
namespace {

/// World coordinates where something in the block begins or ends, on one axis.
void addLines(const ExtrudeBlock& block, int axis, std::vector<double>& lines) {
    const Box3 box = boundingBox(block);
    lines.push_back(box.low[axis]);
    lines.push_back(box.high[axis]);
    const Frame& plane = block.sketch.plane;
    if (axisOf(plane.normal) == 3) return;
    const auto add = [&](const Vec2& p) { lines.push_back(plane.toWorld({p.x, p.y, 0.0})[axis]); };
    if (std::abs(plane.normal[axis]) > 0.5) return;
    const auto addLoop = [&](const Loop& loop) {
        for (const Curve& curve : loop.curves) {
            add(startPoint(curve));
            if (std::holds_alternative<Line>(curve)) continue;
            add(boundingBox(curve).low);
            add(boundingBox(curve).high);
        }
    };
    for (const Profile& profile : block.sketch.profiles) {
        addLoop(profile.outer);
        for (const Loop& hole : profile.holes) addLoop(hole);
    }
}

std::vector<double> gridLines(const CadSequence& sequence, int axis, double cell) {
    std::vector<double> lines;
    for (const ExtrudeBlock& block : sequence.blocks)
        if (block.op != BooleanOp::Cut) addLines(block, axis, lines);
    const auto [low, high] = std::minmax_element(lines.begin(), lines.end());
    const double from = *low, to = *high;
    for (const ExtrudeBlock& block : sequence.blocks)
        if (block.op == BooleanOp::Cut) addLines(block, axis, lines);
    std::sort(lines.begin(), lines.end());
    std::vector<double> grid{from};
    for (const double line : lines) {
        if (line <= grid.back() + 1e-3 * cell || line > to) continue;
        const double start = grid.back();
        const int steps = std::max(1, static_cast<int>(std::ceil((line - start) / cell - 1e-9)));
        for (int k = 1; k < steps; ++k) grid.push_back(start + (line - start) * k / steps);
        grid.push_back(line);
    }
    return grid;
}

std::vector<double> middles(const std::vector<double>& lines) {
    std::vector<double> result;
    for (size_t i = 1; i < lines.size(); ++i) result.push_back(0.5 * (lines[i] + lines[i - 1]));
    return result;
}

/// Disjoint sets of intervals.
class Pieces {
public:
    explicit Pieces(size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), size_t{0}); }
    void unite(size_t a, size_t b) { parent_[root(a)] = root(b); }
    int count() const {
        int roots = 0;
        for (size_t k = 0; k < parent_.size(); ++k) roots += parent_[k] == k;
        return roots;
    }

private:
    size_t root(size_t k) {
        while (parent_[k] != k) k = parent_[k] = parent_[parent_[k]];
        return k;
    }
    std::vector<size_t> parent_;
};

/// Each profile of an addition whose box meets no cut's box, as a block of its own.
std::vector<ExtrudeBlock> uncutAdditions(const CadSequence& sequence) {
    std::vector<Box3> cuts;
    for (const ExtrudeBlock& block : sequence.blocks)
        if (block.op == BooleanOp::Cut || block.op == BooleanOp::Intersect) cuts.push_back(boundingBox(block));
    const auto meets = [](const Box3& a, const Box3& b) {
        for (int i = 0; i < 3; ++i)
            if (a.high[i] <= b.low[i] || b.high[i] <= a.low[i]) return false;
        return true;
    };
    std::vector<ExtrudeBlock> whole;
    for (const ExtrudeBlock& block : sequence.blocks) {
        if (block.op == BooleanOp::Cut || block.op == BooleanOp::Intersect) continue;
        for (const Profile& profile : block.sketch.profiles) {
            const ExtrudeBlock one{{block.sketch.plane, {profile}}, block.extent, block.op};
            const Box3 box = boundingBox(one);
            if (std::none_of(cuts.begin(), cuts.end(), [&](const Box3& cut) { return meets(box, cut); }))
                whole.push_back(one);
        }
    }
    return whole;
}

}  // namespace

ColumnGrid::ColumnGrid(const CadSequence& sequence, double cell)
    : xLines_(gridLines(sequence, 0, cell)),
      yLines_(gridLines(sequence, 1, cell)),
      xs_(middles(xLines_)),
      ys_(middles(yLines_)) {
    build(sequence);
}

void ColumnGrid::build(const CadSequence& sequence) {
    std::vector<BlockColumns> blocks;
    blocks.reserve(sequence.blocks.size());
    for (const ExtrudeBlock& block : sequence.blocks) blocks.emplace_back(block, xs_, ys_);
    std::vector<double> changed(blocks.size(), 0.0), own(blocks.size(), 1e-300);
    Intervals solid, part;
    for (size_t i = 0; i < xs_.size(); ++i) {
        for (size_t j = 0; j < ys_.size(); ++j) {
            const double cell = (xLines_[i + 1] - xLines_[i]) * (yLines_[j + 1] - yLines_[j]);
            solid.clear();
            for (size_t b = 0; b < blocks.size(); ++b) {
                blocks[b].at(i, j, xs_[i], ys_[j], part);
                const BooleanOp op = sequence.blocks[b].op;
                if (part.empty() && op != BooleanOp::Intersect) continue;
                const double before = total(solid);
                if (op == BooleanOp::Cut) {
                    subtract(solid, part);
                } else if (op == BooleanOp::Intersect) {
                    intersect(solid, part);
                } else {
                    solid.insert(solid.end(), part.begin(), part.end());
                    tidy(solid);
                }
                changed[b] += std::abs(total(solid) - before) * cell;
                own[b] += total(part) * cell;
            }
            columns_.push_back({intervals_.size(), solid.size()});
            intervals_.insert(intervals_.end(), solid.begin(), solid.end());
            volume_ += total(solid) * cell;
        }
    }
    for (size_t b = 0; b < blocks.size(); ++b) effect_.push_back(changed[b] / own[b]);
}

int ColumnGrid::pieces(const CadSequence& sequence) const {
    Pieces pieces(intervals_.size());
    const auto link = [&](const Column& a, const Column& b) {
        for (size_t p = a.first; p < a.first + a.count; ++p)
            for (size_t q = b.first; q < b.first + b.count; ++q)
                if (std::min(intervals_[p].high, intervals_[q].high) >
                    std::max(intervals_[p].low, intervals_[q].low) + 1e-6)
                    pieces.unite(p, q);
    };
    for (size_t i = 0; i < xs_.size(); ++i) {
        for (size_t j = 0; j < ys_.size(); ++j) {
            if (i + 1 < xs_.size()) link(column(i, j), column(i + 1, j));
            if (j + 1 < ys_.size()) link(column(i, j), column(i, j + 1));
        }
    }
    if (pieces.count() == 1) return 1;
    for (const ExtrudeBlock& whole : uncutAdditions(sequence)) {
        const BlockColumns prism(whole, xs_, ys_);
        Intervals part;
        size_t first = intervals_.size();
        for (size_t i = 0; i < xs_.size(); ++i) {
            for (size_t j = 0; j < ys_.size(); ++j) {
                prism.at(i, j, xs_[i], ys_[j], part);
                const Column& c = column(i, j);
                for (size_t k = c.first; k < c.first + c.count; ++k) {
                    if (!overlaps(intervals_[k], part)) continue;
                    if (first == intervals_.size()) first = k;
                    pieces.unite(first, k);
                }
            }
        }
    }
    return pieces.count();
}

Box3 ColumnGrid::box() const {
    Box3 box;
    for (size_t i = 0; i < xs_.size(); ++i) {
        for (size_t j = 0; j < ys_.size(); ++j) {
            const Column& c = column(i, j);
            if (c.count == 0) continue;
            box.add(Vec3{xLines_[i], yLines_[j], intervals_[c.first].low});
            box.add(Vec3{xLines_[i + 1], yLines_[j + 1], intervals_[c.first + c.count - 1].high});
        }
    }
    return box;
}

}  // namespace img2cadseq::synth
