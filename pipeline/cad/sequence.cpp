#include "cad/sequence.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq {
namespace {

/// x - sin x without cancellation.
double minusSine(double x) {
    if (std::abs(x) > 0.5) return x - std::sin(x);
    // x^3/3! - x^5/5! + ...: the tenth term is below rounding.
    double term = x, sum = 0.0;
    for (int n = 1; n <= 9; ++n) {
        term *= -x * x / ((2.0 * n) * (2.0 * n + 1.0));
        sum -= term;
    }
    return sum;
}

/// Twice the signed area between the curve and its chord, plus the chord's term of the shoelace formula about `origin`.
double shoelace(const Curve& curve, const Vec2& origin) {
    if (const auto* circle = std::get_if<Circle>(&curve))
        return 2.0 * std::numbers::pi * circle->radius * circle->radius;
    double twice = cross(startPoint(curve) - origin, endPoint(curve) - origin);
    if (const auto* arc = std::get_if<Arc>(&curve)) {
        const double r = arc->radius();
        twice += r * r * minusSine(arc->sweep());
    }
    return twice;
}

/// Whether the ray from `p` towards +u crosses the segment a-b, half-open in v.
bool crossesSegment(const Vec2& p, const Vec2& a, const Vec2& b) {
    if ((a.y > p.y) == (b.y > p.y)) return false;
    return p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x);
}

/// Parity of the crossings of the ray from `p` towards +u with the arc. The arc is cut where it runs level, into pieces
/// on the right and on the left half of its circle; each is crossed at most once, by the same half-open rule as
/// segments, so that no point is counted twice or lost where curves meet.
bool crossesArc(const Vec2& p, const Arc& arc) {
    const Vec2 toCenter = arc.center() - arc.start;
    const Vec2 center = arc.start + toCenter;
    const double radius = norm(toCenter);
    // Above or below the circle the ends lie on one side of the ray, but for rounding.
    if (std::abs(p.y - center.y) > radius) return (arc.start.y > p.y) != (arc.end.y > p.y) && p.x < arc.start.x;
    const double sweep = arc.sweep();
    const bool startsRight = arc.start.x >= center.x, endsRight = arc.end.x >= center.x;
    // Ends on one half: either the arc stays there, or it goes round by the other half. Near half a turn rounding
    // decides on which half the ends are counted, but then they are far apart in v, which tells.
    int turns = startsRight != endsRight ? 1 : 0;
    if (turns == 0) {
        const bool leadsUp = startsRight == (sweep > 0.0);
        const bool round = std::abs(std::abs(sweep) - std::numbers::pi) < 0.5 * std::numbers::pi
                               ? leadsUp != (arc.end.y > arc.start.y)
                               : std::abs(sweep) > std::numbers::pi;
        turns = round ? 2 : 0;
    }

    const Vec2 q = p - arc.start;
    const bool insideCircle = dot(q, q - toCenter * 2.0) < 0.0;
    const auto crosses = [&](bool right, double from, double to) {
        if ((from > p.y) == (to > p.y)) return false;
        return right ? p.x < center.x || insideCircle : p.x < center.x && !insideCircle;
    };
    bool parity = false, right = startsRight;
    double from = arc.start.y;
    for (int turn = 0; turn < turns; ++turn) {
        // Counter-clockwise, the right half leads up and the left half down.
        const double level = right == (sweep > 0.0) ? center.y + radius : center.y - radius;
        parity ^= crosses(right, from, level);
        from = level;
        right = !right;
    }
    return parity ^ crosses(right, from, arc.end.y);
}

}  // namespace

const char* booleanOpName(BooleanOp op) {
    switch (op) {
        case BooleanOp::New: return "New";
        case BooleanOp::Join: return "Join";
        case BooleanOp::Cut: return "Cut";
        case BooleanOp::Intersect: return "Intersect";
    }
    return "New";
}

double signedArea(const Loop& loop) {
    if (loop.curves.empty()) return 0.0;
    const Vec2 origin = startPoint(loop.curves.front());
    double twice = 0.0;
    for (const Curve& curve : loop.curves) twice += shoelace(curve, origin);
    return 0.5 * twice;
}

Box2 boundingBox(const Loop& loop) {
    Box2 box;
    for (const Curve& curve : loop.curves) box.add(boundingBox(curve));
    return box;
}

bool contains(const Loop& loop, const Vec2& point) {
    bool inside = false;
    for (const Curve& curve : loop.curves) {
        if (const auto* circle = std::get_if<Circle>(&curve)) {
            inside ^= squaredNorm(point - circle->center) < circle->radius * circle->radius;
        } else if (const auto* arc = std::get_if<Arc>(&curve)) {
            inside ^= crossesArc(point, *arc);
        } else {
            const Line& line = std::get<Line>(curve);
            inside ^= crossesSegment(point, line.start, line.end);
        }
    }
    return inside;
}

Loop reversed(const Loop& loop) {
    Loop back;
    for (auto it = loop.curves.rbegin(); it != loop.curves.rend(); ++it) back.curves.push_back(reversed(*it));
    return back;
}

double perimeter(const Loop& loop) {
    double sum = 0.0;
    for (const Curve& curve : loop.curves) sum += length(curve);
    return sum;
}

double area(const Profile& profile) {
    double sum = std::abs(signedArea(profile.outer));
    for (const Loop& hole : profile.holes) sum -= std::abs(signedArea(hole));
    return sum;
}

Box3 boundingBox(const ExtrudeBlock& block) {
    // Exact in every direction: the box of the prism is the box of its two end faces, and a planar curve's extreme
    // along a world axis is the extreme of the curve in the plane along the axis' projection.
    Box3 box;
    const Frame& frame = block.sketch.plane;
    for (const Profile& profile : block.sketch.profiles) {
        for (const Curve& curve : profile.outer.curves) {
            Box3 face;
            const auto add = [&](const Vec2& p) { face.add(frame.toWorld({p.x, p.y, 0.0})); };
            if (const auto* circle = std::get_if<Circle>(&curve)) {
                const Vec3 c = frame.toWorld({circle->center.x, circle->center.y, 0.0});
                const Vec3 x = frame.xAxis, y = frame.yAxis();
                const Vec3 reach{std::hypot(x.x, y.x), std::hypot(x.y, y.y), std::hypot(x.z, y.z)};
                face.add(c - reach * circle->radius);
                face.add(c + reach * circle->radius);
            } else {
                add(startPoint(curve));
                add(endPoint(curve));
                if (const auto* arc = std::get_if<Arc>(&curve)) {
                    const Vec2 c = arc->center();
                    const double r = arc->radius(), sweep = arc->sweep();
                    const double from = std::atan2(arc->start.y - c.y, arc->start.x - c.x);
                    for (int axis = 0; axis < 3; ++axis) {
                        const double peak = std::atan2(frame.yAxis()[axis], frame.xAxis[axis]);
                        for (const double angle : {peak, peak + std::numbers::pi}) {
                            double turn = (angle - from) * (sweep < 0 ? -1.0 : 1.0);
                            turn -= 2.0 * std::numbers::pi * std::floor(turn / (2.0 * std::numbers::pi));
                            if (turn <= std::abs(sweep)) add(c + Vec2{std::cos(angle), std::sin(angle)} * r);
                        }
                    }
                }
            }
            for (const double t : {block.extent.low, block.extent.high}) {
                box.add(face.low + frame.normal * t);
                box.add(face.high + frame.normal * t);
            }
        }
    }
    return box;
}

Box3 boundingBox(const CadSequence& sequence) {
    Box3 box;
    for (const ExtrudeBlock& block : sequence.blocks)
        if (block.op == BooleanOp::New || block.op == BooleanOp::Join) box.add(boundingBox(block));
    return box;
}

size_t loopCount(const CadSequence& sequence) {
    size_t count = 0;
    for (const ExtrudeBlock& block : sequence.blocks)
        for (const Profile& profile : block.sketch.profiles) count += 1 + profile.holes.size();
    return count;
}

size_t curveCount(const CadSequence& sequence) {
    size_t count = 0;
    for (const ExtrudeBlock& block : sequence.blocks)
        for (const Profile& profile : block.sketch.profiles) {
            count += profile.outer.curves.size();
            for (const Loop& hole : profile.holes) count += hole.curves.size();
        }
    return count;
}

}  // namespace img2cadseq
