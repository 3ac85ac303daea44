#pragma once
// Ray casting of one block for four rays side by side, on the CPU: most of the outline's pieces are crossed by none of
// them, which one comparison for all four tells. The same numbers as castBlock, to the last bit.

#include <cstdint>

#include "csg/pixel.h"

namespace img2cadseq::csg {

constexpr int kLanes = 4;
using Lanes = double __attribute__((vector_size(kLanes * sizeof(double))));
using LaneMask = int64_t __attribute__((vector_size(kLanes * sizeof(int64_t))));  ///< -1 or 0 a lane

inline bool any(const LaneMask& m) { return ((m[0] | m[1]) | (m[2] | m[3])) != 0; }

/// Four rays in a block's frame.
struct RayLanes {
    Lanes ox, oy, oz, dx, dy, dz;

    /// Of pixels (x, y), (x + 1, y), ...; x and y in the middle of the first.
    RayLanes(const RayFieldT<double>& f, double x, double y) {
        const Lanes u{x, x + 1.0, x + 2.0, x + 3.0};
        ox = f.origin.x + f.originX.x * u + f.originY.x * y,
        dx = f.direction.x + f.directionX.x * u + f.directionY.x * y;
        oy = f.origin.y + f.originX.y * u + f.originY.y * y,
        dy = f.direction.y + f.directionX.y * u + f.directionY.y * y;
        oz = f.origin.z + f.originX.z * u + f.originY.z * y,
        dz = f.direction.z + f.directionX.z * u + f.directionY.z * y;
    }
    Vec3 origin(int lane) const { return {ox[lane], oy[lane], oz[lane]}; }
    Vec3 direction(int lane) const { return {dx[lane], dy[lane], dz[lane]}; }
};

/// The crossings of the lanes that `alive` names, each into its own scratch.
inline void crossings(const View& s, const BlockT<double>& b, const RayLanes& r, const LaneMask& alive,
                      ScratchT<double>* out) {
    const Lanes dd = r.dx * r.dx + r.dy * r.dy;
    const auto each = [&](const LaneMask& some, const auto& cross) {
        if (!any(some)) return;
        for (int k = 0; k < kLanes; ++k)
            if (some[k]) cross(k, Vec2{r.ox[k], r.oy[k]}, Vec2{r.dx[k], r.dy[k]}, out[k].crossings);
    };
    const auto side = [&](double x, double y, Lanes& to) { to = r.dx * (y - r.oy) - r.dy * (x - r.ox); };
    const auto reachOf = [&](int i, Lanes& to) {
        const Lanes away = r.dx * (s.cy[i] - r.oy) - r.dy * (s.cx[i] - r.ox);
        to = s.radius[i] * s.radius[i] * dd - away * away;
    };
    Lanes sideA{}, sideB{}, reach{};
    for (int i = b.lineBegin; i < b.circleBegin; ++i) {
        // Of a chain's next piece the start is the end of the one before.
        if (i > b.lineBegin && s.ax[i] == s.bx[i - 1] && s.ay[i] == s.by[i - 1])
            sideA = sideB;
        else
            side(s.ax[i], s.ay[i], sideA);
        side(s.bx[i], s.by[i], sideB);
        const LaneMask parted = ((sideA >= 0.0) ^ (sideB >= 0.0)) & alive;
        if (i < b.arcBegin) {
            each(parted, [&](int k, const Vec2& o, const Vec2& d, CrossingListT<double>& list) {
                crossLine(s, i, o, d, dd[k], sideA[k], sideB[k], list);
            });
            continue;
        }
        reachOf(i, reach);
        each(parted | ((reach > 0.0) & alive), [&](int k, const Vec2& o, const Vec2& d, CrossingListT<double>& list) {
            crossArc(s, i, o, d, dd[k], sideA[k], sideB[k], list);
        });
    }
    for (int i = b.circleBegin; i < b.end; ++i) {
        reachOf(i, reach);
        each((reach > 0.0) & alive, [&](int k, const Vec2& o, const Vec2& d, CrossingListT<double>& list) {
            crossCircle(s, i, o, d, dd[k], list);
        });
    }
}

/// castBlock for four rays; `out` has a scratch a lane.
inline void castBlock(const View& s, int index, const RayLanes& r, ScratchT<double>* out) {
    const BlockT<double>& b = s.blocks[index];
    if (any((r.dx == 0.0) | (r.dy == 0.0) | (r.dz == 0.0))) {  // along a wall or a cap
        for (int k = 0; k < kLanes; ++k) castBlock(s, index, r.origin(k), r.direction(k), out[k]);
        return;
    }
    const Lanes atLow = (b.low - r.oz) / r.dz, atHigh = (b.high - r.oz) / r.dz;
    const LaneMask up = r.dz > 0.0;
    const Lanes capFirst = up ? atLow : atHigh, capLast = up ? atHigh : atLow;
    Lanes first = capFirst, last = capLast;
    const auto within = [&](const Lanes& o, const Lanes& d, double low, double high) {
        const Lanes x = (low - o) / d, y = (high - o) / d;
        const Lanes enter = x < y ? x : y, leave = x < y ? y : x;
        first = enter > first ? enter : first;
        last = leave < last ? leave : last;
    };
    within(r.ox, r.dx, b.uLow, b.uHigh);
    within(r.oy, r.dy, b.vLow, b.vHigh);
    const LaneMask alive = ~(first > last);
    if (!any(alive)) return;
    for (int k = 0; k < kLanes; ++k) out[k].crossings.count = 0;
    crossings(s, b, r, alive, out);
    for (int k = 0; k < kLanes; ++k) {
        if (!alive[k]) continue;
        const bool rising = up[k] != 0;
        appendIntervals(
            index, SlabT<double>{capFirst[k], capLast[k], rising ? kLowCap : kHighCap, rising ? kHighCap : kLowCap},
            out[k]);
    }
}

}  // namespace img2cadseq::csg
