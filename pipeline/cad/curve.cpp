#include "cad/curve.h"

#include <cmath>
#include <numbers>

namespace img2cadseq {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

double angleOf(const Vec2& v) { return std::atan2(v.y, v.x); }

double positiveTurn(double angle) {
    angle = std::fmod(angle, kTwoPi);
    return angle < 0.0 ? angle + kTwoPi : angle;
}

double arcLength(const Arc& arc) {
    const double half = 0.5 * std::abs(arc.sweep());
    // From the chord, which is exact, as long as that is well conditioned; a flat arc's radius is not.
    return half < 0.5 * std::numbers::pi ? norm(arc.end - arc.start) * half / std::sin(half)
                                         : 2.0 * arc.radius() * half;
}

Vec2 arcPoint(const Arc& arc, double s) {
    const double sweep = arc.sweep();
    if (std::abs(sweep) > std::numbers::pi) {
        const Vec2 c = arc.center();
        return c + rotated(arc.start - c, sweep * s);
    }
    // The chord to the point, from the whole chord: exact for flat arcs, whose centre is far away.
    const double share = std::sin(0.5 * sweep * s) / std::sin(0.5 * sweep);
    return arc.start + rotated(arc.end - arc.start, -0.5 * sweep * (1.0 - s)) * share;
}

Vec2 arcTangent(const Arc& arc, double s) {
    // A chord is turned against the tangent at its start by half the angle it spans. From the first chord to the whole
    // one it is half of what the second spans, and the first spans the rest.
    const Vec2 first = arc.mid - arc.start, whole = arc.end - arc.start;
    const double sweep = arc.sweep();
    const double firstHalf = 0.5 * sweep - std::atan2(cross(first, whole), dot(first, whole));
    return rotated(normalized(first), sweep * s - firstHalf);
}

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

Vec2 Arc::center() const {
    const Vec2 a = mid - start, b = end - start;
    const double d = 2.0 * cross(a, b);
    const double aa = squaredNorm(a), bb = squaredNorm(b);
    return start + Vec2{(b.y * aa - a.y * bb) / d, (a.x * bb - b.x * aa) / d};
}

double Arc::radius() const {
    // Circumradius = product of the sides / (4 area): no detour over a centre that may be far away.
    const Vec2 a = mid - start, b = end - start;
    return norm(a) * norm(b) * norm(b - a) / (2.0 * std::abs(cross(a, b)));
}

double Arc::sweep() const {
    // A chord is turned against the arc's tangent by half the angle it spans, so two chords that follow each other
    // enclose half of the whole.
    const Vec2 first = mid - start, second = end - mid;
    return 2.0 * std::atan2(cross(first, second), dot(first, second));
}

Arc Arc::fromSweep(const Vec2& start, const Vec2& end, double sweep) {
    // The middle lies on the chord's right for a counter-clockwise arc, at the sagitta = chord / 2 * tan(sweep / 4).
    const Vec2 chord = end - start;
    return {start, (start + end) * 0.5 - perpendicular(chord) * (0.5 * std::tan(0.25 * sweep)), end};
}

Arc Arc::fromCenter(const Vec2& center, double radius, double startAngle, double sweep) {
    const auto at = [&](double angle) { return center + Vec2{std::cos(angle), std::sin(angle)} * radius; };
    return {at(startAngle), at(startAngle + 0.5 * sweep), at(startAngle + sweep)};
}

Vec2 startPoint(const Curve& curve) {
    return std::visit(Overloaded{[](const Circle& c) {
                                     return c.center + Vec2{c.radius, 0.0};
                                 },
                                 [](const auto& c) { return c.start; }},
                      curve);
}

Vec2 endPoint(const Curve& curve) {
    return std::visit(Overloaded{[](const Circle& c) {
                                     return c.center + Vec2{c.radius, 0.0};
                                 },
                                 [](const auto& c) { return c.end; }},
                      curve);
}

double length(const Curve& curve) {
    return std::visit(
        Overloaded{[](const Line& l) { return norm(l.end - l.start); }, [](const Arc& a) { return arcLength(a); },
                   [](const Circle& c) { return kTwoPi * c.radius; }},
        curve);
}

Vec2 pointAt(const Curve& curve, double s) {
    return std::visit(Overloaded{[&](const Line& l) { return l.start + (l.end - l.start) * s; },
                                 [&](const Arc& a) { return arcPoint(a, s); },
                                 [&](const Circle& c) {
                                     return c.center + Vec2{std::cos(kTwoPi * s), std::sin(kTwoPi * s)} * c.radius;
                                 }},
                      curve);
}

Vec2 tangentAt(const Curve& curve, double s) {
    return std::visit(Overloaded{[](const Line& l) { return normalized(l.end - l.start); },
                                 [&](const Arc& a) { return arcTangent(a, s); },
                                 [&](const Circle&) {
                                     return Vec2{-std::sin(kTwoPi * s), std::cos(kTwoPi * s)};
                                 }},
                      curve);
}

Box2 boundingBox(const Curve& curve) {
    Box2 box;
    std::visit(Overloaded{[&](const Line& l) {
                              box.add(l.start);
                              box.add(l.end);
                          },
                          [&](const Arc& a) {
                              box.add(a.start);
                              box.add(a.end);
                              const Vec2 c = a.center();
                              const double r = a.radius(), sweep = a.sweep();
                              const double low = angleOf(a.start - c) + (sweep < 0 ? sweep : 0.0);
                              for (int quarter = 0; quarter < 4; ++quarter) {
                                  const double angle = quarter * 0.5 * std::numbers::pi;
                                  if (positiveTurn(angle - low) <= std::abs(sweep))
                                      box.add(c + Vec2{std::cos(angle), std::sin(angle)} * r);
                              }
                          },
                          [&](const Circle& c) {
                              box.add(c.center - Vec2{c.radius, c.radius});
                              box.add(c.center + Vec2{c.radius, c.radius});
                          }},
               curve);
    return box;
}

Curve reversed(const Curve& curve) {
    return std::visit(Overloaded{[](const Line& l) -> Curve {
                                     return Line{l.end, l.start};
                                 },
                                 [](const Arc& a) -> Curve {
                                     return Arc{a.end, a.mid, a.start};
                                 },
                                 [](const Circle& c) -> Curve { return c; }},
                      curve);
}

}  // namespace img2cadseq
