#include "synth/clearance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace img2cadseq::synth {
namespace {

double pointToChord(const Vec2& p, const Chord& c) {
    const Vec2 d = c.b - c.a;
    const double s = std::clamp(dot(p - c.a, d) / std::max(dot(d, d), 1e-30), 0.0, 1.0);
    return norm(p - c.a - d * s);
}

bool cross2(const Chord& p, const Chord& q) {
    const Vec2 d = p.b - p.a, e = q.b - q.a;
    const double side0 = cross(d, q.a - p.a), side1 = cross(d, q.b - p.a);
    const double side2 = cross(e, p.a - q.a), side3 = cross(e, p.b - q.a);
    return side0 * side1 < 0.0 && side2 * side3 < 0.0;
}

double chordGap(const Chord& p, const Chord& q) {
    if (cross2(p, q)) return 0.0;
    return std::min({pointToChord(p.a, q), pointToChord(p.b, q), pointToChord(q.a, p), pointToChord(q.b, p)});
}

/// Whether the boxes of two chords are further apart than `limit`.
bool farApart(const Chord& p, const Chord& q, double limit) {
    return std::max(p.a.x, p.b.x) + limit < std::min(q.a.x, q.b.x) ||
           std::max(q.a.x, q.b.x) + limit < std::min(p.a.x, p.b.x) ||
           std::max(p.a.y, p.b.y) + limit < std::min(q.a.y, q.b.y) ||
           std::max(q.a.y, q.b.y) + limit < std::min(p.a.y, p.b.y);
}

bool boxesApart(const Box2& a, const Box2& b, double by) {
    return a.high.x + by <= b.low.x || b.high.x + by <= a.low.x || a.high.y + by <= b.low.y || b.high.y + by <= a.low.y;
}

}  // namespace

std::vector<Chord> chords(const Loop& loop) {
    std::vector<Chord> result;
    for (size_t i = 0; i < loop.curves.size(); ++i) {
        const Curve& curve = loop.curves[i];
        int steps = 1;
        if (const auto* arc = std::get_if<Arc>(&curve)) {
            steps = std::max(2, static_cast<int>(std::ceil(std::abs(arc->sweep()) / (std::numbers::pi / 12.0))));
        } else if (std::holds_alternative<Circle>(curve)) {
            steps = 24;
        }
        Vec2 from = startPoint(curve);
        for (int k = 1; k <= steps; ++k) {
            const Vec2 to = k == steps ? endPoint(curve) : pointAt(curve, static_cast<double>(k) / steps);
            result.push_back({from, to, static_cast<int>(i)});
            from = to;
        }
    }
    return result;
}

double gap(const Loop& a, const Loop& b) {
    if (a.curves.size() == 1 && b.curves.size() == 1) {
        const auto* p = std::get_if<Circle>(&a.curves[0]);
        const auto* q = std::get_if<Circle>(&b.curves[0]);
        if (p && q) {
            const double d = norm(p->center - q->center);
            return std::max({0.0, d - p->radius - q->radius, std::abs(p->radius - q->radius) - d});
        }
    }
    const std::vector<Chord> first = chords(a), second = chords(b);
    double least = 1e300;
    for (const Chord& p : first)
        for (const Chord& q : second)
            if (!farApart(p, q, least)) least = std::min(least, chordGap(p, q));
    return least;
}

bool liesInside(const Loop& inner, const Loop& outer, double clearance) {
    const Box2 in = boundingBox(inner), out = boundingBox(outer);
    if (in.low.x < out.low.x || in.low.y < out.low.y || in.high.x > out.high.x || in.high.y > out.high.y) return false;
    if (!contains(outer, startPoint(inner.curves[0]))) return false;
    return gap(inner, outer) >= clearance;
}

bool liesApart(const Loop& a, const Loop& b, double clearance) {
    if (boxesApart(boundingBox(a), boundingBox(b), clearance)) return true;
    if (contains(a, startPoint(b.curves[0])) || contains(b, startPoint(a.curves[0]))) return false;
    return gap(a, b) >= clearance;
}

bool liesInside(const Loop& loop, const Profile& profile, double clearance) {
    if (!liesInside(loop, profile.outer, clearance)) return false;
    return std::all_of(profile.holes.begin(), profile.holes.end(),
                       [&](const Loop& hole) { return liesApart(loop, hole, clearance); });
}

bool isClean(const Loop& loop, double minEdge, double minGap) {
    const size_t n = loop.curves.size();
    if (n == 0) return false;
    if (n == 1) {
        const auto* whole = std::get_if<Circle>(&loop.curves[0]);
        return whole && whole->radius >= 0.5 * minEdge;
    }
    for (size_t i = 0; i < n; ++i) {
        const Curve& here = loop.curves[i];
        const Curve& next = loop.curves[(i + 1) % n];
        if (std::holds_alternative<Circle>(here) || !(length(here) >= minEdge)) return false;
        if (norm(endPoint(here) - startPoint(next)) > 1e-9) return false;
        const Vec2 in = tangentAt(here, 1.0), out = tangentAt(next, 0.0);
        if (dot(in, out) < -0.95) return false;  // a spike
    }
    const std::vector<Chord> all = chords(loop);
    const int count = static_cast<int>(n);
    for (size_t i = 0; i < all.size(); ++i) {
        for (size_t j = i + 1; j < all.size(); ++j) {
            const int apart = (all[j].curve - all[i].curve + count) % count;
            if (apart == 0 || farApart(all[i], all[j], minGap)) continue;
            const bool neighbours = apart == 1 || apart == count - 1;
            if (neighbours ? cross2(all[i], all[j]) : chordGap(all[i], all[j]) < minGap) return false;
        }
    }
    return true;
}

bool isClean(const Profile& profile, double minEdge, double minGap) {
    if (!isClean(profile.outer, minEdge, minGap)) return false;
    for (size_t i = 0; i < profile.holes.size(); ++i) {
        if (!isClean(profile.holes[i], minEdge, minGap) || !liesInside(profile.holes[i], profile.outer, minGap))
            return false;
        for (size_t j = 0; j < i; ++j)
            if (!liesApart(profile.holes[i], profile.holes[j], minGap)) return false;
    }
    return true;
}

}  // namespace img2cadseq::synth
