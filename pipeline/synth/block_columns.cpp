#include "synth/block_columns.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::synth {
namespace {

void crossCircle(const Vec2& center, double radius, const Arc* arc, const Vec2& p, const Vec2& d,
                 std::vector<double>& at) {
    const double a = dot(d, d), b = dot(d, p - center), c = squaredNorm(p - center) - radius * radius;
    const double disc = b * b - a * c;
    if (disc <= 0.0) return;
    for (const double root : {-std::sqrt(disc), std::sqrt(disc)}) {
        const double s = (-b + root) / a;
        if (arc) {
            const Vec2 hit = p + d * s, chord = arc->end - arc->start;
            if (cross(chord, hit - arc->start) * cross(chord, arc->mid - arc->start) <= 0.0) continue;
        }
        at.push_back(s);
    }
}

void crossings(const Loop& loop, const Vec2& p, const Vec2& d, std::vector<double>& at) {
    for (const Curve& curve : loop.curves) {
        if (const auto* line = std::get_if<Line>(&curve)) {
            const double from = cross(d, line->start - p), to = cross(d, line->end - p);
            if ((from > 0.0) == (to > 0.0)) continue;
            const Vec2 hit = line->start + (line->end - line->start) * (from / (from - to));
            at.push_back(dot(hit - p, d) / dot(d, d));
        } else if (const auto* arc = std::get_if<Arc>(&curve)) {
            crossCircle(arc->center(), arc->radius(), arc, p, d, at);
        } else {
            crossCircle(std::get<Circle>(curve).center, std::get<Circle>(curve).radius, nullptr, p, d, at);
        }
    }
}

/// Stretches of the line p + s * d inside the profile, by rising s.
Intervals stretches(const Profile& profile, const Vec2& p, const Vec2& d) {
    std::vector<double> at;
    crossings(profile.outer, p, d, at);
    for (const Loop& hole : profile.holes) crossings(hole, p, d, at);
    std::sort(at.begin(), at.end());
    Intervals result;
    for (size_t i = 0; i + 1 < at.size(); i += 2)
        if (at[i + 1] > at[i]) result.push_back({at[i], at[i + 1]});
    return result;
}

Intervals unitedStretches(const Sketch& sketch, const Vec2& p, const Vec2& d) {
    Intervals all;
    for (const Profile& profile : sketch.profiles) {
        const Intervals one = stretches(profile, p, d);
        all.insert(all.end(), one.begin(), one.end());
    }
    tidy(all);
    return all;
}

}  // namespace

int axisOf(const Vec3& normal) {
    for (int i = 0; i < 3; ++i)
        if (std::abs(normal[i]) > 1.0 - 1e-9) return i;
    return 3;
}

BlockColumns::BlockColumns(const ExtrudeBlock& block, const std::vector<double>& xs, const std::vector<double>& ys)
    : block_(block),
      axis_(axisOf(block.sketch.plane.normal)),
      sense_(axis_ < 3 && block.sketch.plane.normal[axis_] < 0 ? -1 : 1) {
    const bool canonical = axis_ < 3 && sense_ > 0 && norm(block.sketch.plane.origin) == 0.0 &&
                           block.sketch.plane.xAxis[(axis_ + 1) % 3] == 1.0;
    if (!canonical) axis_ = 3;
    if (axis_ == 0)
        for (const double y : ys) shared_.push_back(unitedStretches(block.sketch, {y, 0.0}, {0.0, 1.0}));
    if (axis_ == 1)
        for (const double x : xs) shared_.push_back(unitedStretches(block.sketch, {0.0, x}, {1.0, 0.0}));
    if (axis_ == 2)
        for (const double x : xs) shared_.push_back(unitedStretches(block.sketch, {x, 0.0}, {0.0, 1.0}));
}

void BlockColumns::at(size_t i, size_t j, double x, double y, Intervals& out) const {
    out.clear();
    const Extent& extent = block_.extent;
    if (axis_ == 0 && x > extent.low && x < extent.high) out = shared_[j];
    if (axis_ == 1 && y > extent.low && y < extent.high) out = shared_[i];
    if (axis_ == 2)
        for (const Interval& s : shared_[i])
            if (y > s.low && y < s.high) out.push_back({extent.low, extent.high});
    if (axis_ == 3) oblique(x, y, out);
}

void BlockColumns::oblique(double x, double y, Intervals& out) const {
    const Vec3 p = block_.sketch.plane.toLocal({x, y, 0.0}), d = block_.sketch.plane.directionToLocal({0.0, 0.0, 1.0});
    if (std::hypot(d.x, d.y) < 1e-9) {  // along z, but not drawn in the canonical frame
        for (const Profile& profile : block_.sketch.profiles) {
            bool in = contains(profile.outer, {p.x, p.y});
            for (const Loop& hole : profile.holes) in = in && !contains(hole, {p.x, p.y});
            const double a = (block_.extent.low - p.z) / d.z, b = (block_.extent.high - p.z) / d.z;
            if (in) out.push_back({std::min(a, b), std::max(a, b)});
        }
        return tidy(out);
    }
    out = unitedStretches(block_.sketch, {p.x, p.y}, {d.x, d.y});
    if (std::abs(d.z) < 1e-12) {
        if (p.z <= block_.extent.low || p.z >= block_.extent.high) out.clear();
        return;
    }
    const double a = (block_.extent.low - p.z) / d.z, b = (block_.extent.high - p.z) / d.z;
    intersect(out, {{std::min(a, b), std::max(a, b)}});
}

}  // namespace img2cadseq::synth
