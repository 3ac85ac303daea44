#include "synth/symmetry.h"

#include <algorithm>
#include <array>
#include <numbers>

namespace img2cadseq::synth {
namespace {

constexpr std::array<int, 9> kOrders{12, 10, 9, 8, 7, 6, 5, 4, 3};

/// A loop seen along the axis: which slab and operation it belongs to, and where its curves begin, bend and end.
struct PlacedLoop {
    double low = 0.0, high = 0.0;
    BooleanOp op = BooleanOp::New;
    bool circle = false;
    double radius = 0.0;       ///< of a circle
    std::vector<Vec2> points;  ///< a circle's centre; otherwise start and middle of every curve

    bool sameSlab(const PlacedLoop& o, double eps) const {
        return op == o.op && circle == o.circle && points.size() == o.points.size() && std::abs(low - o.low) < eps &&
               std::abs(high - o.high) < eps && std::abs(radius - o.radius) < eps;
    }
};

struct AxisView {
    int axis;
    Vec2 center;
    Vec2 flat(const Vec3& p) const { return Vec2{p[(axis + 1) % 3], p[(axis + 2) % 3]} - center; }
};

PlacedLoop place(const Loop& loop, const ExtrudeBlock& block, const AxisView& view) {
    const Frame& plane = block.sketch.plane;
    const double at = plane.origin[view.axis], sign = plane.normal[view.axis];
    PlacedLoop placed;
    placed.low = at + std::min(sign * block.extent.low, sign * block.extent.high);
    placed.high = at + std::max(sign * block.extent.low, sign * block.extent.high);
    placed.op = block.op == BooleanOp::New ? BooleanOp::Join : block.op;
    const auto add = [&](const Vec2& p) { placed.points.push_back(view.flat(plane.toWorld({p.x, p.y, 0.0}))); };
    for (const Curve& curve : loop.curves) {
        if (const auto* circle = std::get_if<Circle>(&curve)) {
            placed.circle = true;
            placed.radius = circle->radius;
            add(circle->center);
        } else {
            add(startPoint(curve));
            add(pointAt(curve, 0.5));
        }
    }
    return placed;
}

/// Whether `loop` turned by `angle` has the same points as `other`, in any order.
bool mapsOnto(const PlacedLoop& loop, const PlacedLoop& other, double angle, double eps) {
    if (!loop.sameSlab(other, eps)) return false;
    return std::all_of(loop.points.begin(), loop.points.end(), [&](const Vec2& p) {
        const Vec2 turned = rotated(p, angle);
        return std::any_of(other.points.begin(), other.points.end(),
                           [&](const Vec2& q) { return squaredNorm(q - turned) < eps * eps; });
    });
}

bool symmetricUnder(const std::vector<PlacedLoop>& loops, double angle, double eps) {
    return std::all_of(loops.begin(), loops.end(), [&](const PlacedLoop& loop) {
        return std::any_of(loops.begin(), loops.end(),
                           [&](const PlacedLoop& other) { return mapsOnto(loop, other, angle, eps); });
    });
}

/// Order of symmetry about one axis: kRound, n >= 3, or 1.
int orderAbout(const CadSequence& sequence, const AxisView& view, double eps) {
    std::vector<PlacedLoop> loops;
    for (const ExtrudeBlock& block : sequence.blocks) {
        if (std::abs(std::abs(block.sketch.plane.normal[view.axis]) - 1.0) > 1e-9) return 1;
        for (const Profile& profile : block.sketch.profiles) {
            loops.push_back(place(profile.outer, block, view));
            for (const Loop& hole : profile.holes) loops.push_back(place(hole, block, view));
        }
    }
    const bool round = std::all_of(loops.begin(), loops.end(), [&](const PlacedLoop& loop) {
        return loop.circle && norm(loop.points.front()) < eps;
    });
    if (round) return PartSymmetry::kRound;
    for (const int order : kOrders) {
        if (symmetricUnder(loops, 2.0 * std::numbers::pi / order, eps)) return order;
    }
    return 1;
}

}  // namespace

PartSymmetry findSymmetry(const CadSequence& sequence, const Box3& box) {
    const double eps = 1e-5 * box.longestSide();
    const Vec3 center = box.center();
    PartSymmetry best;
    for (int axis = 0; axis < 3; ++axis) {
        const AxisView view{axis, {center[(axis + 1) % 3], center[(axis + 2) % 3]}};
        const int order = orderAbout(sequence, view, eps);
        if (order == PartSymmetry::kRound) return {axis, order};
        if (order > best.order) best = {axis, order};
    }
    return best;
}

PartSymmetry turned(const PartSymmetry& symmetry, const Mat3& rotation) {
    PartSymmetry result = symmetry;
    for (int i = 0; i < 3 && symmetry.axis >= 0; ++i) {
        if (std::abs(rotation.row[i][symmetry.axis]) > 0.5) result.axis = i;
    }
    return result;
}

}  // namespace img2cadseq::synth
