#pragma once
// A distance-like field and its derivatives, for fitting. Exact for one block (plane distance to the outline, and the
// extent); Booleans combine by minimum and maximum, so that the value is exact near the surface away from edges where
// blocks meet, and elsewhere a lower bound of the distance in size.
//
// The nearest feature is found in doubles; the value is then evaluated for that feature alone, with any scalar: give it
// a FlatT of Jets (see convert) or the Flat of a changed sequence to get derivatives with respect to its parameters.

#include "csg/region.h"

namespace img2cadseq::csg {

/// What of a piece is nearest: between its ends, or an end.
enum class Part { Within, Start, End };

/// The boundary feature that gives the field its value at a point.
struct Feature {
    int block = -1;
    int piece = -1;  ///< of the wall that matters; -1 where only a cap does
    Part part = Part::Within;
    bool outside = false;  ///< of the outline; decides the sign at corners
    int cap = 0;           ///< 0 none, -1 the low, +1 the high cap matters
    bool negated = false;  ///< a Cut block's feature
};

struct PlaneFeature {
    double distance;  ///< signed, negative inside
    int piece;
    Part part;
};

/// Which part of piece i is nearest to p, and the square of its distance.
inline Part nearestPart(const View& s, const BlockT<double>& b, int i, const Vec2& p, double& squared) {
    const Vec2 a{s.ax[i], s.ay[i]}, e{s.bx[i], s.by[i]};
    if (s.turn[i] == 0) {
        const Vec2 along = e - a;
        const double at = dot(p - a, along), length2 = dot(along, along);
        if (at > 0.0 && at < length2) {
            const double away = cross(along, p - a);
            squared = away * away / length2;
            return Part::Within;
        }
    } else {
        const Vec2 c{s.cx[i], s.cy[i]}, r = p - c;
        if (i >= b.circleBegin || (cross(a - c, r) * s.turn[i] >= 0.0 && cross(r, e - c) * s.turn[i] >= 0.0)) {
            const double away = norm(r) - s.radius[i];
            squared = away * away;
            return Part::Within;
        }
    }
    const double toStart = squaredNorm(p - a), toEnd = squaredNorm(p - e);
    squared = toStart < toEnd ? toStart : toEnd;
    return toStart < toEnd ? Part::Start : Part::End;
}

/// Signed distance to the block's outline in its plane, and where.
inline PlaneFeature nearestOutline(const View& s, const BlockT<double>& b, const Vec2& p) {
    double best = 1e300;
    PlaneFeature found{1e300, b.lineBegin, Part::Within};
    for (int i = b.lineBegin; i < b.end; ++i) {
        double squared;
        const Part part = nearestPart(s, b, i, p, squared);
        if (squared < best) best = squared, found.piece = i, found.part = part;
    }
    found.distance = winding(s, b, p.x, p.y) > 0 ? -std::sqrt(best) : std::sqrt(best);
    return found;
}

/// Signed distance to one block (whatever its operation), negative inside, and the feature that gives it.
inline double blockDistance(const View& s, int index, const Vec3& world, Feature& feature) {
    const BlockT<double>& b = s.blocks[index];
    const Vec3 p = b.toLocal(world);
    const double below = b.low - p.z, above = p.z - b.high, slab = below > above ? below : above;
    const PlaneFeature side = nearestOutline(s, b, {p.x, p.y});
    feature = {index, side.piece, side.part, side.distance > 0.0, below > above ? -1 : 1, false};
    if (slab > 0.0 && side.distance > 0.0) return std::hypot(slab, side.distance);
    if (slab > side.distance) {
        feature.piece = -1;
        return slab;
    }
    feature.cap = 0;
    return side.distance;
}

/// The field at a point: negative inside the solid.
inline double solidDistance(const View& s, const Vec3& world, Feature& feature) {
    double value = 1e300;
    feature = {};
    for (int i = 0; i < s.blockCount; ++i) {
        Feature mine;
        const double d = blockDistance(s, i, world, mine);
        const auto op = static_cast<BooleanOp>(s.blocks[i].op);
        if (op == BooleanOp::Cut) {
            if (-d > value) value = -d, feature = mine, feature.negated = true;
        } else if (op == BooleanOp::Intersect ? d > value : d < value) {
            value = d, feature = mine;
        }
    }
    return value;
}

/// Signed distance in the plane to one part of a piece; `outward` is its gradient.
template <class T>
T planeDistance(const ViewT<T>& s, int i, Part part, bool outside, const Vec2T<T>& p, Vec2T<T>& outward) {
    using std::sqrt;
    const Vec2T<T> a{s.ax[i], s.ay[i]}, e{s.bx[i], s.by[i]}, c{s.cx[i], s.cy[i]};
    if (part != Part::Within) {
        const Vec2T<T> away = p - (part == Part::Start ? a : e);
        const T squared = dot(away, away);
        if (squared > T(0)) {
            T size = sqrt(squared) * T(outside ? 1 : -1);
            outward = away / size;
            return size;
        }
    }
    outward = outlineNormal(s, i, p.x, p.y);
    if (s.turn[i] == 0) return dot(p - a, outward);
    return dot(p - c, outward) - s.radius[i] * T(s.turn[i]);
}

/// The field's value at `world` as this feature gives it; `gradient` is with respect to the point, unit.
template <class T>
T featureDistance(const ViewT<T>& s, const Feature& feature, const Vec3T<T>& world, Vec3T<T>& gradient) {
    using std::sqrt;
    const BlockT<T>& b = s.blocks[feature.block];
    const Vec3T<T> p = b.toLocal(world);
    const T slab = feature.cap < 0 ? b.low - p.z : p.z - b.high;
    Vec2T<T> outward{};
    T value = slab;
    Vec3T<T> local{T(0), T(0), T(feature.cap)};
    if (feature.piece >= 0) {
        const T side = planeDistance(s, feature.piece, feature.part, feature.outside, Vec2T<T>{p.x, p.y}, outward);
        value = side;
        local = {outward.x, outward.y, T(0)};
        if (feature.cap != 0) {
            value = sqrt(side * side + slab * slab);
            const T flat = side / value;
            local = {outward.x * flat, outward.y * flat, T(feature.cap) * slab / value};
        }
    }
    gradient = b.directionToWorld(local);
    if (!feature.negated) return value;
    gradient = -gradient;
    return -value;
}

}  // namespace img2cadseq::csg
