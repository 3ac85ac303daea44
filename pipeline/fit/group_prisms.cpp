#include "fit/group_prisms.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "fit/layers.h"
#include "fit/outline.h"

namespace img2cadseq {
namespace {

constexpr double kStanding = 0.25;  ///< share of a side that must meet the solid for a block to stand on it,
constexpr double kOpen = 0.5;       ///< or the outside, for a cut to be open there
constexpr double kRound = 0.75;     ///< of width to height, for a circle to be tried
constexpr double kSlanted = 0.7;    ///< of the upright rectangle's area, for a turned one to be tried
constexpr double kSlim = 1e-3;      ///< no side is less
constexpr double kNear = 4.0;       ///< steps from a prism within which a point is explained by it
constexpr double kFacing = 0.95;    ///< cosine between a cut and the patch that it begins at
constexpr double kThickest = 0.5;   ///< material that is cut through

/// Axes of a prism: u and v of its sketch, and the one along which it is extruded.
using Axes = Mat3;

Points seenAlong(const Axes& axes, const Points& points) {
    Points out;
    for (const Vec3& p : points) out.push_back(axes * p);
    return out;
}

Box3 boxOf(const Points& points) {
    Box3 box;
    for (const Vec3& p : points) box.add(p);
    return box;
}

Axes alongAxis(int axis, double turn) {
    Axes axes;
    const Vec3 u = axisPlane(axis).xAxis, normal = axisPlane(axis).normal, v = cross(normal, u);
    axes.row[0] = u * std::cos(turn) + v * std::sin(turn);
    axes.row[1] = v * std::cos(turn) - u * std::sin(turn);
    axes.row[2] = normal;
    return axes;
}

/// The part's own axes, and those turned about one of them that a slanted group asks for.
std::vector<Axes> axesFor(const Points& group) {
    constexpr int kTurns = 36;
    std::vector<Axes> all;
    for (int axis = 0; axis < 3; ++axis) {
        const auto areaAt = [&](double turn) {
            const Vec3 size = boxOf(seenAlong(alongAxis(axis, turn), group)).size();
            return std::max(size.x, kSlim) * std::max(size.y, kSlim);
        };
        all.push_back(alongAxis(axis, 0.0));
        const double upright = areaAt(0.0);
        double least = upright, best = 0.0;
        const auto tryTurn = [&](double turn) {
            const double area = areaAt(turn);
            if (area < least) least = area, best = turn;
        };
        constexpr double kQuarter = std::numbers::pi / 2, kStep = kQuarter / kTurns;
        for (int i = 1; i < kTurns; ++i) tryTurn(i * kStep);
        for (double step = kStep / 2; step > 1e-3; step /= 2) {
            const double from = best;
            tryTurn(from - step), tryTurn(from + step);
        }
        if (least < kSlanted * upright) all.push_back(alongAxis(axis, best));
    }
    return all;
}

/// Share of the places of a side of the box, `reach` out from it, that are inside the solid.
double metBy(const csg::Solid& solid, const Axes& axes, const Box3& box, int side, bool high, double reach) {
    constexpr int kPlaces = 5;
    const int u = (side + 1) % 3, v = (side + 2) % 3;
    const Vec3 size = box.size();
    const Mat3 back = axes.transposed();
    int met = 0;
    for (int i = 0; i < kPlaces; ++i)
        for (int k = 0; k < kPlaces; ++k) {
            Vec3 p;
            p[side] = high ? box.high[side] + reach : box.low[side] - reach;
            p[u] = box.low[u] + size[u] * (i + 0.5) / kPlaces;
            p[v] = box.low[v] + size[v] * (k + 0.5) / kPlaces;
            met += solid.inside(back * p);
        }
    return static_cast<double>(met) / (kPlaces * kPlaces);
}

/// The group's box, grown to the surface that it stands on or that it opens; nothing where there is none.
std::optional<Box3> grown(const csg::Solid& solid, const Axes& axes, const Points& group, BooleanOp op, double step,
                          double farthest) {
    Box3 box = boxOf(seenAlong(axes, group));
    for (int a = 0; a < 3; ++a) {
        const double lacking = kSlim - box.size()[a];
        if (lacking > 0.0) box.low[a] -= lacking / 2, box.high[a] += lacking / 2;
    }
    const Box3 own = box;
    bool any = false;
    for (int a = 0; a < 3; ++a)
        for (const bool high : {false, true}) {
            for (double reach = step; reach < farthest; reach += step) {
                const double met = metBy(solid, axes, own, a, high, reach);
                if (op == BooleanOp::Join ? met < kStanding : 1.0 - met < kOpen) continue;
                (high ? box.high[a] += reach + step : box.low[a] -= reach + step);
                any = true;
                break;
            }
        }
    return any ? std::optional(box) : std::nullopt;
}

ExtrudeBlock prism(const Axes& axes, const Box3& box, bool round, BooleanOp op) {
    ExtrudeBlock block;
    block.op = op;
    block.sketch.plane.xAxis = axes.row[0];
    block.sketch.plane.normal = axes.row[2];
    block.extent = {box.low.z, box.high.z};
    const Box2 outline{{box.low.x, box.low.y}, {box.high.x, box.high.y}};
    Loop loop = rectangle(outline);
    if (round) loop.curves = {Circle{outline.center(), 0.25 * (outline.size().x + outline.size().y)}};
    block.sketch.profiles = {{loop, {}}};
    return block;
}

/// At least half of the group lies within `near` of the prism's own surface.
bool explains(ExtrudeBlock block, const Points& group, double near) {
    constexpr size_t kPoints = 100;
    block.op = BooleanOp::New;
    const csg::Solid alone({{}, {std::move(block)}});
    const csg::View view = alone.flat().view();
    const size_t stride = 1 + group.size() / kPoints;
    size_t met = 0, all = 0;
    for (size_t i = 0; i < group.size(); i += stride, ++all) {
        csg::Feature feature;
        met += std::abs(csg::solidDistance(view, group[i], feature)) < near;
    }
    return 2 * met >= all;
}

bool nearlyRound(const Box3& box) {
    const double ratio = box.size().x / box.size().y;
    return ratio > kRound && ratio < 1.0 / kRound;
}

}  // namespace

std::vector<ExtrudeBlock> prismsOf(const csg::Solid& solid, const Points& group, BooleanOp op, double step,
                                   double farthest) {
    std::vector<ExtrudeBlock> all;
    const auto add = [&](ExtrudeBlock block) {
        if (explains(block, group, kNear * step)) all.push_back(std::move(block));
    };
    bool boxed = false;  // an upright box is the same along all three axes
    for (const Axes& axes : axesFor(group)) {
        const auto box = grown(solid, axes, group, op, step, farthest);
        if (!box) continue;
        const bool slanted = std::abs(axes.row[0].x) + std::abs(axes.row[0].y) + std::abs(axes.row[0].z) > 1.0 + 1e-9;
        if (slanted || !boxed) add(prism(axes, *box, false, op));
        boxed = boxed || !slanted;
        if (nearlyRound(*box)) add(prism(axes, *box, true, op));
    }
    return all;
}

std::vector<ExtrudeBlock> cutsThrough(const csg::Solid& solid, const Points& patch, const Vec3& normal, double rim,
                                      double step) {
    std::vector<ExtrudeBlock> all;
    for (const Axes& axes : axesFor(patch)) {
        const double facing = dot(axes.row[2], normal);
        if (std::abs(facing) < kFacing) continue;
        Box3 box = boxOf(seenAlong(axes, patch));
        const Vec3 middle = axes.transposed() * box.center(), inwards = axes.row[2] * (facing > 0.0 ? -1.0 : 1.0);
        double depth = step;
        while (depth < kThickest && solid.inside(middle + inwards * depth)) depth += step;
        if (depth >= kThickest) continue;
        (facing > 0.0 ? box.low.z : box.high.z) += facing > 0.0 ? -depth : depth;
        (facing > 0.0 ? box.high.z : box.low.z) += facing > 0.0 ? step : -step;
        for (int a = 0; a < 2; ++a) box.low[a] -= rim, box.high[a] += rim;
        all.push_back(prism(axes, box, false, BooleanOp::Cut));
        if (nearlyRound(box)) all.push_back(prism(axes, box, true, BooleanOp::Cut));
    }
    return all;
}

}  // namespace img2cadseq
