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
constexpr double kCovered = 0.6;  ///< of the points that a whole side would have, for the side to be one of the group,
constexpr double kFloor = 1.0;    ///< steps within which they are the side's
constexpr int kFewestCovered = 8;
constexpr double kRound = 0.75;    ///< of width to height, for a circle to be tried
constexpr double kSlanted = 0.7;   ///< of the upright rectangle's area, for a turned one to be tried
constexpr double kSlim = 1e-3;     ///< no side is less
constexpr double kNear = 4.0;      ///< steps from a prism within which a point is explained by it
constexpr double kFacing = 0.95;   ///< cosine between a cut and the patch that it begins at
constexpr double kThickest = 0.5;  ///< material that is cut through

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

/// Whether the points make a side of their box: then it is a floor, or a free end.
bool isCovered(const Points& points, const Box3& box, int side, bool high, const GroupReach& how) {
    const Vec3 size = box.size();
    const double place = high ? box.high[side] : box.low[side];
    const auto near = std::count_if(points.begin(), points.end(),
                                    [&](const Vec3& p) { return std::abs(p[side] - place) < kFloor * how.step; });
    // Points lie two spacings apart, each on a square of its own.
    const double whole = size[(side + 1) % 3] * size[(side + 2) % 3] / (4.0 * how.spacing * how.spacing);
    return static_cast<double>(near) > kCovered * whole && near >= kFewestCovered;
}

/// Nearest to the points by least squares of the squared radius (Kasa 1976); none where it is no circle of theirs.
std::optional<Circle> circleOf(const Axes& axes, const Points& group) {
    constexpr double kOff = 0.15;  ///< of the radius, mean square
    const Points seen = seenAlong(axes, group);
    Vec2 middle;
    for (const Vec3& p : seen) middle += Vec2{p.x, p.y} / static_cast<double>(seen.size());
    double xx = 0.0, xy = 0.0, yy = 0.0, xr = 0.0, yr = 0.0, rr = 0.0;
    for (const Vec3& p : seen) {
        const double x = p.x - middle.x, y = p.y - middle.y, r = x * x + y * y;
        xx += x * x, xy += x * y, yy += y * y, xr += x * r, yr += y * r, rr += r;
    }
    const double determinant = xx * yy - xy * xy;
    if (determinant < 1e-6 * (xx + yy) * (xx + yy)) return std::nullopt;
    const Vec2 off = Vec2{xr * yy - yr * xy, yr * xx - xr * xy} / (2.0 * determinant);
    const Circle circle{middle + off, std::sqrt(rr / static_cast<double>(seen.size()) + squaredNorm(off))};
    double square = 0.0;
    for (const Vec3& p : seen) {
        const double far = norm(Vec2{p.x, p.y} - circle.center) - circle.radius;
        square += far * far / static_cast<double>(seen.size());
    }
    if (square > kOff * kOff * circle.radius * circle.radius || circle.radius < kSlim) return std::nullopt;
    return circle;
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

std::vector<Box3> grownBoxes(const csg::Solid& solid, const Axes& axes, const Points& group, BooleanOp op,
                             const GroupReach& how) {
    const Points seen = seenAlong(axes, group);
    Box3 own = boxOf(seen);
    for (int a = 0; a < 3; ++a) {
        const double lacking = kSlim - own.size()[a];
        if (lacking > 0.0) own.low[a] -= lacking / 2, own.high[a] += lacking / 2;
    }
    Box3 whole = own, kept = own;
    int sheet = -1;
    for (int a = 0; a < 3; ++a) {
        bool covered[2];
        for (const bool high : {false, true}) {
            covered[high] = isCovered(seen, own, a, high, how);
            for (double reach = how.step; reach < how.farthest; reach += how.step) {
                const double met = metBy(solid, axes, own, a, high, reach);
                if (op == BooleanOp::Join ? met < kStanding : 1.0 - met < kOpen) continue;
                const double place = high ? own.high[a] + reach + how.step : own.low[a] - reach - how.step;
                (high ? whole.high[a] : whole.low[a]) = place;
                if (!covered[high]) (high ? kept.high[a] : kept.low[a]) = place;
                break;
            }
        }
        if (covered[0] && covered[1]) sheet = a;
    }
    std::vector<Box3> boxes;
    const auto add = [&](const Box3& box) {
        const auto same = [&](const Box3& other) { return box.low == other.low && box.high == other.high; };
        if (!same(own) && std::none_of(boxes.begin(), boxes.end(), same)) boxes.push_back(box);
    };
    add(kept);
    if (sheet >= 0) {
        Box3 up = kept, down = kept;
        up.high[sheet] = whole.high[sheet], down.low[sheet] = whole.low[sheet];
        add(up), add(down);
    }
    add(whole);
    return boxes;
}

std::vector<ExtrudeBlock> prismsOf(const csg::Solid& solid, const Points& group, BooleanOp op,
                                   const GroupReach& reach) {
    std::vector<ExtrudeBlock> all;
    const auto add = [&](ExtrudeBlock block) {
        if (explains(block, group, kNear * reach.step)) all.push_back(std::move(block));
    };
    bool boxed = false;  // an upright box is the same along all three axes
    for (const Axes& axes : axesFor(group)) {
        const bool slanted = std::abs(axes.row[0].x) + std::abs(axes.row[0].y) + std::abs(axes.row[0].z) > 1.0 + 1e-9;
        const auto circle = circleOf(axes, group);
        for (const Box3& box : grownBoxes(solid, axes, group, op, reach)) {
            if (slanted || !boxed) add(prism(axes, box, false, op));
            if (!nearlyRound(box)) continue;
            add(prism(axes, box, true, op));
            if (!circle) continue;
            ExtrudeBlock round = prism(axes, box, true, op);
            round.sketch.profiles[0].outer.curves = {*circle};
            add(std::move(round));
        }
        boxed = boxed || !slanted;
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
