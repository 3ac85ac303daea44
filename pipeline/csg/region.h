#pragma once
// The plane part of the field: winding number of a block's outlines, and a line's crossings with them. A region is
// where the winding number is positive: outer loops run counter-clockwise and holes clockwise, so profiles that touch
// simply add up.

#include "csg/flat.h"

namespace img2cadseq::csg {

/// Winding number of the block's outlines around (u, v). Half-open in v, so that vertices count once; an arc is its
/// chord plus the segment between, both decided by the same product, so that no point falls between them.
template <class T>
I2C_HD int winding(const ViewT<T>& s, const BlockT<T>& b, const T& u, const T& v) {
    int count = 0;
    for (int i = b.lineBegin; i < b.circleBegin; ++i) {
        const bool up = s.by[i] > v, straddles = (s.ay[i] > v) != up;
        if (!straddles && s.turn[i] == 0) continue;
        const T side = (s.bx[i] - s.ax[i]) * (v - s.ay[i]) - (s.by[i] - s.ay[i]) * (u - s.ax[i]);
        if (straddles && (side > T(0)) == up) count += up ? 1 : -1;
        if (s.turn[i] != 0 && (s.turn[i] > 0) != (side > T(0))) {
            const T du = u - s.cx[i], dv = v - s.cy[i];
            if (du * du + dv * dv < s.radius[i] * s.radius[i]) count += s.turn[i];
        }
    }
    for (int i = b.circleBegin; i < b.end; ++i) {
        const T du = u - s.cx[i], dv = v - s.cy[i];
        if (du * du + dv * dv < s.radius[i] * s.radius[i]) count += s.turn[i];
    }
    return count;
}

/// A line's crossing with a piece: at parameter t, entering (+1) or leaving (-1) the side where the material is.
template <class T>
struct CrossingT {
    T t;
    int piece;
    int delta;
};

/// Crossings sorted by t.
template <class T>
struct CrossingListT {
    CrossingT<T>* items;
    int capacity, count = 0;
    bool overflow = false;  ///< something was left out

    I2C_HD void add(const T& t, int piece, int delta) {
        if (count == capacity) {
            overflow = true;
            return;
        }
        int at = count++;
        for (; at > 0 && t < items[at - 1].t; --at) items[at] = items[at - 1];
        items[at] = {t, piece, delta};
    }
};

/// Crossings of one line or arc. A vertex is left of the line or right of it, never on it, and shared vertices have
/// equal coordinates: so the deltas of a closed loop always add up to nothing, whatever the rounding.
template <class T>
I2C_HD void crossArc(const ViewT<T>& s, int i, const Vec2T<T>& o, const Vec2T<T>& d, const T& dd, const T& sideA,
                     const T& sideB, CrossingListT<T>& out) {
    const T mx = s.cx[i] - o.x, my = s.cy[i] - o.y;
    const T away = d.x * my - d.y * mx;
    const T reach = s.radius[i] * s.radius[i] * dd - away * away;
    const T foot = (d.x * mx + d.y * my) / dd;
    using std::sqrt;
    if ((sideA >= T(0)) != (sideB >= T(0))) {
        const T half = reach > T(0) ? sqrt(reach) / dd : T(0);
        const int delta = sideA >= T(0) ? 1 : -1;
        out.add(delta == s.turn[i] ? foot - half : foot + half, i, delta);
    } else if (reach > T(0)) {
        const T side =
            (s.bx[i] - s.ax[i]) * (o.y + foot * d.y - s.ay[i]) - (s.by[i] - s.ay[i]) * (o.x + foot * d.x - s.ax[i]);
        if ((s.turn[i] > 0) == (side > T(0))) return;
        const T half = sqrt(reach) / dd;
        out.add(foot - half, i, s.turn[i]);
        out.add(foot + half, i, -s.turn[i]);
    }
}

/// The crossing of a straight piece whose ends are on either side.
template <class T>
I2C_HD void crossLine(const ViewT<T>& s, int i, const Vec2T<T>& o, const Vec2T<T>& d, const T& dd, const T& sideA,
                      const T& sideB, CrossingListT<T>& out) {
    const T part = sideA / (sideA - sideB);
    const T x = s.ax[i] + part * (s.bx[i] - s.ax[i]) - o.x, y = s.ay[i] + part * (s.by[i] - s.ay[i]) - o.y;
    out.add((x * d.x + y * d.y) / dd, i, sideA >= T(0) ? 1 : -1);
}

/// Crossings of a full circle.
template <class T>
I2C_HD void crossCircle(const ViewT<T>& s, int i, const Vec2T<T>& o, const Vec2T<T>& d, const T& dd,
                        CrossingListT<T>& out) {
    using std::sqrt;
    const T mx = s.cx[i] - o.x, my = s.cy[i] - o.y;
    const T away = d.x * my - d.y * mx;
    const T reach = s.radius[i] * s.radius[i] * dd - away * away;
    if (!(reach > T(0))) return;
    const T foot = (d.x * mx + d.y * my) / dd, half = sqrt(reach) / dd;
    out.add(foot - half, i, s.turn[i]);
    out.add(foot + half, i, -s.turn[i]);
}

/// Every crossing of the line o + t d with the block's outlines; d is not zero.
template <class T>
I2C_HD void crossings(const ViewT<T>& s, const BlockT<T>& b, const Vec2T<T>& o, const Vec2T<T>& d,
                      CrossingListT<T>& out) {
    const T dd = d.x * d.x + d.y * d.y;
    for (int i = b.lineBegin; i < b.circleBegin; ++i) {
        const T sideA = d.x * (s.ay[i] - o.y) - d.y * (s.ax[i] - o.x);
        const T sideB = d.x * (s.by[i] - o.y) - d.y * (s.bx[i] - o.x);
        if (i >= b.arcBegin)
            crossArc(s, i, o, d, dd, sideA, sideB, out);
        else if ((sideA >= T(0)) != (sideB >= T(0)))
            crossLine(s, i, o, d, dd, sideA, sideB, out);
    }
    for (int i = b.circleBegin; i < b.end; ++i) crossCircle(s, i, o, d, dd, out);
}

/// Unit normal of the piece at (u, v), away from the material of its profile.
template <class T>
I2C_HD Vec2T<T> outlineNormal(const ViewT<T>& s, int i, const T& u, const T& v) {
    if (s.turn[i] != 0) return normalized(Vec2T<T>{u - s.cx[i], v - s.cy[i]}) * T(s.turn[i]);
    return normalized(Vec2T<T>{s.by[i] - s.ay[i], s.ax[i] - s.bx[i]});
}

}  // namespace img2cadseq::csg
