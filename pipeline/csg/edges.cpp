#include "csg/edges.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace img2cadseq::csg {
namespace {

/// The point of a segment at height z along the axis, if it has one there and does not lie flat.
template <class F>
void atHeight(const Vec3& a, const Vec3& b, const Vec3& axis, double z, const F& f) {
    const double ha = dot(a, axis) - z, hb = dot(b, axis) - z;
    if ((ha > 0.0) == (hb > 0.0)) return;
    f(a + (b - a) * (ha / (ha - hb)));
}

}  // namespace

Edges::Edges(const Flat& flat, bool onlyAdding) {
    for (const BlockT<double>& b : flat.blocks) {
        if (onlyAdding && (b.op == static_cast<int>(BooleanOp::Cut) || b.op == static_cast<int>(BooleanOp::Intersect)))
            continue;
        for (int i = b.lineBegin; i < b.end; ++i) {
            const Vec2 start{flat.ax[i], flat.ay[i]}, end{flat.bx[i], flat.by[i]};
            const auto at = [&](const Vec2& p, double t) { return b.toWorld({p.x, p.y, t}); };
            if (i < b.circleBegin) segments_.push_back({at(start, b.low), at(start, b.high)});
            if (i < b.arcBegin) {
                segments_.push_back({at(start, b.low), at(end, b.low)});
                segments_.push_back({at(start, b.high), at(end, b.high)});
                continue;
            }
            const Vec2 center{flat.cx[i], flat.cy[i]};
            walls_.push_back({at(center, b.low), b.xAxis, b.yAxis, b.normal, b.high - b.low, flat.radius[i],
                              start - center, end - start, flat.turn[i], i >= b.circleBegin});
        }
    }
}

template <class F>
void Edges::generators(const Wall& wall, const Vec2& direction, const F& f) {
    const double size = norm(direction);
    if (!(size > 1e-12)) return;
    for (const double sign : {wall.radius / size, -wall.radius / size}) {
        const Vec2 p = direction * sign;
        if (wall.contains(p)) f(wall.at(p, 0.0), wall.at(p, wall.height));
    }
}

std::vector<Vec3> Edges::extremes(const Vec3& axis) const {
    std::vector<Vec3> points;
    for (const Segment& s : segments_) points.insert(points.end(), {s.a, s.b});
    for (const Wall& w : walls_)
        generators(w, {dot(w.x, axis), dot(w.y, axis)}, [&](const Vec3& a, const Vec3& b) {
            points.insert(points.end(), {a, b});
        });
    for (const Wall& w : walls_)
        if (w.full) points.insert(points.end(), {w.at({w.radius, 0.0}, 0.0), w.at({w.radius, 0.0}, w.height)});
    return points;
}

std::vector<double> Edges::heights(const Vec3& axis) const {
    std::vector<double> out;
    for (const Vec3& p : extremes(axis)) out.push_back(dot(p, axis));
    return out;
}

void Edges::box(const Mat3& axes, Vec3& low, Vec3& high) const {
    low = high = {};
    if (segments_.empty() && walls_.empty()) return;
    for (int i = 0; i < 3; ++i) {
        const std::vector<double> h = heights(axes.row[i]);
        const auto [first, last] = std::minmax_element(h.begin(), h.end());
        low[i] = *first;
        high[i] = *last;
    }
}

void Edges::slice(const Mat3& axes, double z, std::vector<double>& positions) const {
    positions.clear();
    const Vec3 &across = axes.row[1], &up = axes.row[2];
    const auto add = [&](const Vec3& p) { positions.push_back(dot(p, across)); };
    for (const Segment& s : segments_) atHeight(s.a, s.b, up, z, add);
    for (const Wall& w : walls_) {
        // Tangent along the ray: the wall's normal is square to it, so along the block's plane and square to
        // axes.row[0].
        const Vec3 square = cross(w.normal, axes.row[0]);
        generators(w, {dot(square, w.x), dot(square, w.y)},
                   [&](const Vec3& a, const Vec3& b) { atHeight(a, b, up, z, add); });
        // The two cap circles: radius * (cos, sin) . (ux, uy) = z - height of the centre.
        const Vec2 tilt{dot(w.x, up), dot(w.y, up)};
        const double size = norm(tilt);
        if (size < 1e-12) continue;
        for (const double t : {0.0, w.height}) {
            const double along = (z - dot(w.at({}, t), up)) / size, half2 = w.radius * w.radius - along * along;
            if (half2 < 0.0) continue;
            const Vec2 unit = tilt / size;
            for (const double sign : {1.0, -1.0}) {
                const Vec2 p = unit * along + perpendicular(unit) * (sign * std::sqrt(half2));
                if (w.contains(p)) add(w.at(p, t));
            }
        }
    }
}

}  // namespace img2cadseq::csg
