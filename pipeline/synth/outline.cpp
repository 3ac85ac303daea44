#include "synth/outline.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;

Vec2 polar(const Vec2& center, double radius, double angle) {
    return center + Vec2{std::cos(angle), std::sin(angle)} * radius;
}

/// Signed angle from a to b.
double turnBetween(const Vec2& a, const Vec2& b) { return std::atan2(cross(a, b), dot(a, b)); }

/// How far along both edges a corner's treatment reaches.
double setBack(const Corner& corner, double turn) {
    switch (corner.kind) {
        case CornerKind::Sharp: return 0.0;
        case CornerKind::Round: return corner.size * std::tan(0.5 * std::abs(turn));
        default: return corner.size;
    }
}

/// Appends a line unless it has no length.
void lineTo(Loop& loop, Vec2& pen, const Vec2& to) {
    if (norm(to - pen) > 1e-9) loop.curves.push_back(Line{pen, to});
    pen = to;
}

}  // namespace

Loop outline(const std::vector<Corner>& corners) {
    const size_t n = corners.size();
    std::vector<Vec2> along(n);  // unit direction of the edge that leaves corner i
    std::vector<double> edge(n), turn(n), back(n);
    for (size_t i = 0; i < n; ++i) {
        const Vec2 d = corners[(i + 1) % n].at - corners[i].at;
        edge[i] = norm(d);
        along[i] = d / edge[i];
    }
    for (size_t i = 0; i < n; ++i) {
        turn[i] = turnBetween(along[(i + n - 1) % n], along[i]);
        back[i] = setBack(corners[i], turn[i]);
    }
    std::vector<double> fit = back;
    for (size_t i = 0; i < n; ++i) {
        const auto limit = [&](double length, size_t other) { return back[other] > 0.0 ? 0.5 * length : 0.9 * length; };
        fit[i] = std::min({back[i], limit(edge[i], (i + 1) % n), limit(edge[(i + n - 1) % n], (i + n - 1) % n)});
    }
    Loop loop;
    Vec2 pen = corners[0].at + along[0] * fit[0];
    const Vec2 first = pen;
    for (size_t k = 1; k <= n; ++k) {
        const size_t i = k % n;
        const Vec2 in = along[(i + n - 1) % n], out = along[i], at = corners[i].at;
        lineTo(loop, pen, at - in * fit[i]);
        const Vec2 leave = i == 0 ? first : at + out * fit[i];
        if (fit[i] > 0.0 && corners[i].kind == CornerKind::Round) {
            loop.curves.push_back(Arc::fromSweep(pen, leave, turn[i]));
            pen = leave;
        } else if (fit[i] > 0.0 && corners[i].kind == CornerKind::Notch) {
            lineTo(loop, pen, at - in * fit[i] + out * fit[i]);
        }
        lineTo(loop, pen, leave);
    }
    return loop;
}

Loop outline(const std::vector<Vec2>& points, CornerKind kind, double size) {
    std::vector<Corner> corners;
    for (const Vec2& p : points) corners.push_back({p, size > 0.0 ? kind : CornerKind::Sharp, size});
    return outline(corners);
}

Loop circle(const Vec2& center, double radius) { return {{Circle{center, radius}}}; }

Loop rectangle(const Vec2& center, const Vec2& size, CornerKind kind, double corner) {
    return rectangle(Box2{center - size * 0.5, center + size * 0.5}, kind, corner);
}

Loop rectangle(const Box2& box, CornerKind kind, double corner) {
    return outline(std::vector<Vec2>{box.low, {box.high.x, box.low.y}, box.high, {box.low.x, box.high.y}}, kind,
                   corner);
}

Loop slot(const Vec2& from, const Vec2& to, double radius) { return taperedSlot(from, radius, to, radius); }

Loop taperedSlot(const Vec2& from, double fromRadius, const Vec2& to, double toRadius) {
    const Vec2 axis = to - from;
    const double heading = std::atan2(axis.y, axis.x);
    const double lean = std::acos(std::clamp((fromRadius - toRadius) / norm(axis), -1.0, 1.0));
    const Vec2 a = polar(from, fromRadius, heading - lean), b = polar(to, toRadius, heading - lean);
    const Vec2 c = polar(to, toRadius, heading + lean), d = polar(from, fromRadius, heading + lean);
    return {{Line{a, b}, Arc{b, polar(to, toRadius, heading), c}, Line{c, d},
             Arc{d, polar(from, fromRadius, heading + kPi), a}}};
}

Loop regularPolygon(const Vec2& center, double circumradius, int sides, double angle) {
    std::vector<Vec2> points;
    for (int i = 0; i < sides; ++i) points.push_back(polar(center, circumradius, angle + 2.0 * kPi * i / sides));
    return outline(points);
}

Loop dShape(const Vec2& center, double radius, double flat, double angle) {
    const double half = std::acos(flat / radius);
    const Vec2 a = polar(center, radius, angle + half), b = polar(center, radius, angle - half);
    return {{Arc{a, polar(center, radius, angle + kPi), b}, Line{b, a}}};
}

Loop doubleD(const Vec2& center, double radius, double flat, double angle) {
    const double half = std::acos(flat / radius);
    const Vec2 a = polar(center, radius, angle + half), b = polar(center, radius, angle + kPi - half);
    const Vec2 c = polar(center, radius, angle + kPi + half), d = polar(center, radius, angle - half);
    return {{Arc{a, polar(center, radius, angle + 0.5 * kPi), b}, Line{b, c},
             Arc{c, polar(center, radius, angle - 0.5 * kPi), d}, Line{d, a}}};
}

Loop keyhole(const Vec2& center, double radius, double width, double reach, double angle) {
    const Vec2 d{std::cos(angle), std::sin(angle)}, side = perpendicular(d) * (0.5 * width);
    const double half = std::asin(0.5 * width / radius);
    const Vec2 a = polar(center, radius, angle + half), b = polar(center, radius, angle - half);
    const Vec2 farB = center + d * reach - side, farA = center + d * reach + side;
    return {{Arc{a, polar(center, radius, angle + kPi), b}, Line{b, farB}, Line{farB, farA}, Line{farA, a}}};
}

Loop sector(const Vec2& center, double inner, double outer, double from, double sweep) {
    const Arc rim = Arc::fromCenter(center, outer, from, sweep);
    if (inner <= 0.0) return {{rim, Line{rim.end, center}, Line{center, rim.start}}};
    const Arc hub = Arc::fromCenter(center, inner, from + sweep, -sweep);
    return {{rim, Line{rim.end, hub.start}, hub, Line{hub.end, rim.start}}};
}

Loop arcSlot(const Vec2& center, double radius, double halfWidth, double from, double sweep) {
    const double to = from + sweep;
    const Arc rim = Arc::fromCenter(center, radius + halfWidth, from, sweep);
    const Arc hub = Arc::fromCenter(center, radius - halfWidth, to, -sweep);
    const Vec2 endCenter = polar(center, radius, to), startCenter = polar(center, radius, from);
    const Arc cap{rim.end, polar(endCenter, halfWidth, to + 0.5 * kPi), hub.start};
    const Arc back{hub.end, polar(startCenter, halfWidth, from - 0.5 * kPi), rim.start};
    return {{rim, cap, hub, back}};
}

Loop toothed(const Vec2& center, double root, double tip, int teeth, double shareRoot, double shareTip, bool arcs) {
    Loop loop;
    const double pitch = 2.0 * kPi / teeth;
    const auto rim = [&](double radius, double from, double to) {
        const Arc arc = Arc::fromCenter(center, radius, from, to - from);
        if (arcs)
            loop.curves.push_back(arc);
        else
            loop.curves.push_back(Line{arc.start, arc.end});
    };
    const auto join = [&](double r0, double a0, double r1, double a1) {
        loop.curves.push_back(Line{polar(center, r0, a0), polar(center, r1, a1)});
    };
    for (int i = 0; i < teeth; ++i) {
        const double middle = i * pitch, wide = 0.5 * shareRoot * pitch, narrow = 0.5 * shareTip * pitch;
        join(root, middle - wide, tip, middle - narrow);
        rim(tip, middle - narrow, middle + narrow);
        join(tip, middle + narrow, root, middle + wide);
        rim(root, middle + wide, middle + pitch - wide);
    }
    for (size_t i = 0; i < loop.curves.size(); ++i) {  // ends meet exactly
        const Vec2 next = startPoint(loop.curves[(i + 1) % loop.curves.size()]);
        if (auto* line = std::get_if<Line>(&loop.curves[i]))
            line->end = next;
        else
            std::get<Arc>(loop.curves[i]).end = next;
    }
    return loop;
}

Loop star(const Vec2& center, double inner, double outer, int points, double angle) {
    std::vector<Vec2> corners;
    for (int i = 0; i < 2 * points; ++i)
        corners.push_back(polar(center, i % 2 ? inner : outer, angle + kPi * i / points));
    return outline(corners);
}

Loop mapped(const Loop& loop, const std::function<Vec2(const Vec2&)>& isometry) {
    Loop result;
    for (const Curve& curve : loop.curves) {
        if (const auto* line = std::get_if<Line>(&curve)) {
            result.curves.push_back(Line{isometry(line->start), isometry(line->end)});
        } else if (const auto* arc = std::get_if<Arc>(&curve)) {
            result.curves.push_back(Arc{isometry(arc->start), isometry(arc->mid), isometry(arc->end)});
        } else {
            const auto& whole = std::get<Circle>(curve);
            result.curves.push_back(Circle{isometry(whole.center), whole.radius});
        }
    }
    return result;
}

Loop moved(const Loop& loop, const Vec2& by) {
    return mapped(loop, [&](const Vec2& p) { return p + by; });
}
Loop turned(const Loop& loop, double angle, const Vec2& about) {
    return mapped(loop, [&](const Vec2& p) { return about + rotated(p - about, angle); });
}
Loop mirroredU(const Loop& loop, double u) {
    return mapped(loop, [&](const Vec2& p) { return Vec2{2.0 * u - p.x, p.y}; });
}
Loop mirroredV(const Loop& loop, double v) {
    return mapped(loop, [&](const Vec2& p) { return Vec2{p.x, 2.0 * v - p.y}; });
}
Loop swapped(const Loop& loop) {
    return mapped(loop, [](const Vec2& p) { return Vec2{p.y, p.x}; });
}

Profile mapped(const Profile& profile, const std::function<Vec2(const Vec2&)>& isometry) {
    Profile result{mapped(profile.outer, isometry), {}};
    for (const Loop& hole : profile.holes) result.holes.push_back(mapped(hole, isometry));
    return result;
}

}  // namespace img2cadseq::synth
