#include "csg/axis_columns.h"

#include <algorithm>
#include <vector>

#include "csg/picture.h"
#include "csg/pixel.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

using Event = EventT<double>;

/// One block under parallel rays along an axis, row by row. Where the block's sketch plane lies square to the rays or
/// along them and along a grid line, what one ray meets is known for a whole row or column.
class BlockColumns {
public:
    BlockColumns(const View& view, int index, const RayFieldT<double>& world, int columns, ScratchT<double>& scratch)
        : view_(view), block_(view.blocks[index]), index_(index), rays_(inBlock(world, block_)), kind_(kindOf()) {
        if (kind_ == Kind::Square) inside_.resize(static_cast<size_t>(columns));
        if (kind_ == Kind::ByColumn)
            for (int i = 0; i < columns; ++i) byLine_.push_back(endsOf(i + 0.5, 0.0, scratch));
        if (kind_ == Kind::ByRow || kind_ == Kind::Square) byLine_.resize(1);
    }

    void startRow(double v, ScratchT<double>& scratch) {
        v_ = v;
        if (kind_ == Kind::ByRow) byLine_[0] = endsOf(0.0, v, scratch);
        if (kind_ == Kind::Square) scanRow(scratch);
    }

    /// Whether the last cell's ends are those of the cell before it; known after `add`.
    bool same() const { return same_; }

    /// Appends the ends of the block's intervals in the row's cell.
    void add(int i, ScratchT<double>& scratch) {
        const double u = i + 0.5;
        if (kind_ == Kind::Other) {
            const int before = scratch.count;
            castBlock(view_, index_, rays_.originAt(u, v_), rays_.directionAt(u, v_), scratch);
            same_ = i > 0 && before == scratch.count && !met_;
            met_ = before != scratch.count;
            return;
        }
        const double z = rays_.originAt(u, v_).z;
        const bool met =
            kind_ == Kind::Square ? inside_[static_cast<size_t>(i)] != 0 : z > block_.low && z < block_.high;
        same_ = i > 0 && met == met_ && !(met && kind_ == Kind::ByColumn);
        met_ = met;
        if (!met) return;
        for (const Event& event : byLine_[kind_ == Kind::ByColumn ? static_cast<size_t>(i) : 0]) scratch.add(event);
    }

private:
    enum class Kind { Square, ByRow, ByColumn, Other };

    Kind kindOf() const {
        const Vec3 &d = rays_.direction, &x = rays_.originX, &y = rays_.originY;
        if (d.x == 0.0 && d.y == 0.0) return Kind::Square;
        if (d.z != 0.0) return Kind::Other;
        if (x.x == 0.0 && x.y == 0.0 && y.z == 0.0) return Kind::ByRow;
        if (y.x == 0.0 && y.y == 0.0 && x.z == 0.0) return Kind::ByColumn;
        return Kind::Other;
    }

    /// Of a ray in the block's plane, midway between its caps.
    std::vector<Event> endsOf(double u, double v, ScratchT<double>& scratch) const {
        Vec3 o = rays_.originAt(u, v);
        o.z = 0.5 * (block_.low + block_.high);
        scratch.count = 0;
        castBlock(view_, index_, o, rays_.directionAt(u, v), scratch);
        return {scratch.events, scratch.events + scratch.count};
    }

    /// The row's cells inside the outline, by its crossings with the row.
    void scanRow(ScratchT<double>& scratch) {
        std::fill(inside_.begin(), inside_.end(), uint8_t{0});
        const Vec3 o = rays_.originAt(0.0, v_), d = rays_.directionAt(0.0, v_);
        const SlabT<double> slab = capSlab(block_, o, d);
        byLine_[0] = {{slab.first, index_, slab.firstCap, true}, {slab.last, index_, slab.lastCap, false}};
        scratch.crossings.count = 0;
        crossings(view_, block_, {o.x, o.y}, {rays_.originX.x, rays_.originX.y}, scratch.crossings);
        int count = 0;
        for (int k = 0; k + 1 < scratch.crossings.count; ++k) {
            count += scratch.crossings.items[k].delta;
            if (count <= 0) continue;
            const double cells = static_cast<double>(inside_.size());
            const auto from = std::clamp(std::ceil(scratch.crossings.items[k].t - 0.5), 0.0, cells),
                       to = std::clamp(std::ceil(scratch.crossings.items[k + 1].t - 0.5), from, cells);
            std::fill(inside_.begin() + static_cast<std::ptrdiff_t>(from),
                      inside_.begin() + static_cast<std::ptrdiff_t>(to), uint8_t{1});
        }
    }

    const View& view_;
    const BlockT<double>& block_;
    int index_;
    RayFieldT<double> rays_;
    Kind kind_;
    double v_ = 0.0;
    bool met_ = false, same_ = false;
    std::vector<uint8_t> inside_;             ///< of the row's cells
    std::vector<std::vector<Event>> byLine_;  ///< ends of the row, or of each column
};

/// Rays along the axis through the middles of the grid's cells; their parameters are heights.
RayFieldT<double> raysAlong(int axis, const AxisColumns::Grid& grid, double cell, const Vec3& shift) {
    Vec3 origin, right{}, down{}, along{};
    origin[(axis + 1) % 3] = grid.low[0], origin[(axis + 2) % 3] = grid.low[1], origin[axis] = 0.0;
    right[(axis + 1) % 3] = cell, down[(axis + 2) % 3] = cell, along[axis] = 1.0;
    return {origin + shift, right, down, along, {}, {}};
}

AxisColumns::Grid gridAlong(const Solid& solid, int axis, double cell) {
    const Box3 box = solid.box();
    AxisColumns::Grid grid;
    int count[2];
    for (int k = 0; k < 2; ++k) {
        const int along = (axis + 1 + k) % 3;
        count[k] = std::max(1, static_cast<int>(std::ceil(box.size()[along] / cell - 1e-9)));
        grid.low[k] = box.center()[along] - 0.5 * cell * count[k];
    }
    grid.material = Mask(count[0], count[1]);
    grid.first = grid.last = FloatMap(count[0], count[1]);

    const View view = solid.flat().view();
    const RayFieldT<double> rays = raysAlong(axis, grid, cell, view.shift);
    Scratch room(solid.flat());
    ScratchT<double> scratch = room.get();
    std::vector<BlockColumns> blocks;
    for (int i = 0; i < view.blockCount; ++i) blocks.emplace_back(view, i, rays, count[0], scratch);
    for (int j = 0; j < count[1]; ++j) {
        for (BlockColumns& block : blocks) block.startRow(j + 0.5, scratch);
        for (int i = 0; i < count[0]; ++i) {
            scratch.count = 0;
            for (BlockColumns& block : blocks) block.add(i, scratch);
            const auto at = static_cast<size_t>(j) * static_cast<size_t>(count[0]) + static_cast<size_t>(i);
            if (std::all_of(blocks.begin(), blocks.end(), [](const BlockColumns& b) { return b.same(); })) {
                grid.material.data[at] = grid.material.data[at - 1];
                grid.first.data[at] = grid.first.data[at - 1], grid.last.data[at] = grid.last.data[at - 1];
                continue;
            }
            combine(view, rays.originAt(i + 0.5, j + 0.5), rays.direction, scratch);
            if (scratch.count == 0) continue;
            grid.material.data[at] = 255;
            grid.first.data[at] = static_cast<float>(scratch.events[0].t);
            grid.last.data[at] = static_cast<float>(scratch.events[scratch.count - 1].t);
        }
    }
    return grid;
}

}  // namespace

AxisColumns::AxisColumns(const Solid& solid, int across) {
    const Box3 box = solid.box();
    longest = box.empty() ? 0.0 : box.longestSide();
    if (!(longest > 0.0)) return;
    sides = box.size();
    cell = longest / across;
    for (int axis = 0; axis < 3; ++axis) grids[static_cast<size_t>(axis)] = gridAlong(solid, axis, cell);
}

}  // namespace img2cadseq::csg
