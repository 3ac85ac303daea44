#pragma once
// Ray casting: each block's intervals along the ray, then the Booleans over all their ends in order.

#include <cstdint>

#include "csg/region.h"
#include "csg/state.h"

namespace img2cadseq::csg {

constexpr int kLowCap = -1, kHighCap = -2;  ///< in place of a piece

/// End of a block's interval, or (after the Booleans) a crossing with the solid's surface.
template <class T>
struct EventT {
    T t;
    int block, piece;
    bool entering;
};

/// Room for one ray. `capacity` of events is at least crossings + 2 a block.
template <class T>
struct ScratchT {
    CrossingListT<T> crossings;
    EventT<T>* events;
    int capacity, count = 0;
    bool overflow = false;  ///< something was left out

    I2C_HD void add(const EventT<T>& event) {
        if (count == capacity) {
            overflow = true;
            return;
        }
        int at = count++;
        for (; at > 0 && event.t < events[at - 1].t; --at) events[at] = events[at - 1];
        events[at] = event;
    }
};

/// Part of the ray o + t d (in the block's frame) between its caps and within its box; empty where first > last.
template <class T>
struct SlabT {
    T first, last;
    int firstCap, lastCap;
};

template <class T>
I2C_HD SlabT<T> capSlab(const BlockT<T>& b, const Vec3T<T>& o, const Vec3T<T>& d) {
    constexpr double kFar = 1e300;
    const T far = T(sizeof(T) == sizeof(float) ? 1e30 : kFar);
    if (d.z == T(0)) {
        const bool within = o.z > b.low && o.z < b.high;
        return {within ? -far : far, within ? far : -far, kLowCap, kHighCap};
    }
    const T atLow = (b.low - o.z) / d.z, atHigh = (b.high - o.z) / d.z;
    return d.z > T(0) ? SlabT<T>{atLow, atHigh, kLowCap, kHighCap} : SlabT<T>{atHigh, atLow, kHighCap, kLowCap};
}

/// Whether o + t d misses [low, high] for all t in [first, last].
template <class T>
I2C_HD bool misses(const T& o, const T& d, const T& low, const T& high, T& first, T& last) {
    if (d == T(0)) return o < low || o > high;
    const T a = (low - o) / d, b = (high - o) / d;
    const T enter = a < b ? a : b, leave = a < b ? b : a;
    if (enter > first) first = enter;
    if (leave < last) last = leave;
    return first > last;
}

/// Appends the ends of the intervals that the crossings in `out`, of a block's outlines with a ray, leave of its slab.
template <class T>
I2C_HD void appendIntervals(int index, const SlabT<T>& slab, ScratchT<T>& out) {
    int count = 0;
    EventT<T> start{};
    for (int i = 0; i < out.crossings.count; ++i) {
        const CrossingT<T>& c = out.crossings.items[i];
        const bool wasIn = count > 0;
        count += c.delta;
        if (wasIn == (count > 0)) continue;
        if (!wasIn) {
            if (c.t >= slab.last) return;
            start = c.t > slab.first ? EventT<T>{c.t, index, c.piece, true}
                                     : EventT<T>{slab.first, index, slab.firstCap, true};
        } else if (c.t > start.t) {
            out.add(start);
            out.add(c.t < slab.last ? EventT<T>{c.t, index, c.piece, false}
                                    : EventT<T>{slab.last, index, slab.lastCap, false});
        }
    }
}

/// Appends the ends of the block's intervals along the ray o + t d, which is given in the block's frame.
template <class T>
I2C_HD void castBlock(const ViewT<T>& s, int index, const Vec3T<T>& o, const Vec3T<T>& d, ScratchT<T>& out) {
    const BlockT<T>& b = s.blocks[index];
    const SlabT<T> slab = capSlab(b, o, d);
    T first = slab.first, last = slab.last;
    if (first > last || misses(o.x, d.x, b.uLow, b.uHigh, first, last) ||
        misses(o.y, d.y, b.vLow, b.vHigh, first, last))
        return;
    if (d.x == T(0) && d.y == T(0)) {
        if (winding(s, b, o.x, o.y) <= 0) return;
        out.add({slab.first, index, slab.firstCap, true});
        out.add({slab.last, index, slab.lastCap, false});
        return;
    }
    out.crossings.count = 0;
    crossings(s, b, {o.x, o.y}, {d.x, d.y}, out.crossings);
    appendIntervals(index, slab, out);
}

/// Unit normal of a block's wall or cap at a world point, away from the block's inside.
template <class T>
I2C_HD Vec3T<T> blockNormal(const ViewT<T>& s, int index, int piece, const Vec3T<T>& world) {
    const BlockT<T>& b = s.blocks[index];
    if (piece == kLowCap) return -b.normal;
    if (piece == kHighCap) return b.normal;
    const Vec3T<T> local = b.toLocal(world);
    const Vec2T<T> n = outlineNormal(s, piece, local.x, local.y);
    return b.xAxis * n.x + b.yAxis * n.y;
}

/// Unit normal there, outward from the solid: a Cut block's faces look inward.
template <class T>
I2C_HD Vec3T<T> solidNormal(const ViewT<T>& s, int index, int piece, const Vec3T<T>& world) {
    const Vec3T<T> n = blockNormal(s, index, piece, world);
    return s.blocks[index].op == static_cast<int>(BooleanOp::Cut) ? -n : n;
}

/// How far apart along the ray two surfaces may be and still coincide there: more where the ray grazes.
template <class T>
I2C_HD T coincidence(const ViewT<T>& s, const EventT<T>& e, const Vec3T<T>& origin, const Vec3T<T>& direction,
                     const T& length) {
    using std::abs;
    T cosine = abs(dot(blockNormal(s, e.block, e.piece, origin + direction * e.t), direction)) / length;
    if (!(cosine > T(0.01))) cosine = T(0.01);
    return s.merge / (cosine * length);
}

/// See combine; `S` is the kind of state.
template <class S, class T>
I2C_HD void combineEnds(const ViewT<T>& s, const Vec3T<T>& o, const Vec3T<T>& direction, ScratchT<T>& scratch) {
    EventT<T>* const events = scratch.events;
    const T squared = squaredNorm(direction), wide = T(101) * s.merge;
    const auto apart = [&](const T& gap) { return gap * gap * squared > wide * wide; };  // without roots, mostly so
    S state = outsideAll<S>(s);
    bool in = false;
    int kept = 0;
    for (int i = 0; i < scratch.count;) {
        const S before = state;
        const int begin = i;
        state.flip(events[i++].block);
        while (i < scratch.count && !apart(events[i].t - events[begin].t)) {
            const T gap = events[i].t - events[begin].t, length = norm(direction);
            if (gap > T(100) * s.merge / length || gap > coincidence(s, events[i], o, direction, length)) break;
            state.flip(events[i++].block);
        }
        const bool now = solidAt(s, state);
        if (now == in) continue;
        in = now;
        int chosen = begin;
        if (i - begin > 1) {
            const int owner = surfaceOwner(s, before, state);
            while (events[chosen].block != owner) ++chosen;
        }
        EventT<T> event = events[chosen];
        event.entering = in;
        events[kept++] = event;
    }
    scratch.count = kept;
}

/// Turns the ends of all blocks' intervals along the ray into the crossings with the solid's surface: scratch.events[0,
/// count) in order of t over the whole line, entering and leaving in turn. Ends that coincide are taken as one step.
template <class T>
I2C_HD void combine(const ViewT<T>& s, const Vec3T<T>& o, const Vec3T<T>& direction, ScratchT<T>& scratch) {
    if (scratch.count == 0) return;
    if (s.blockCount <= 64)
        combineEnds<SmallState>(s, o, direction, scratch);
    else
        combineEnds<State>(s, o, direction, scratch);
}

/// Casts a ray given in the world's frame; see combine for what is left in `scratch`.
template <class T>
I2C_HD void castRay(const ViewT<T>& s, const Vec3T<T>& origin, const Vec3T<T>& direction, ScratchT<T>& scratch) {
    scratch.count = 0;
    const Vec3T<T> o = origin + s.shift;
    for (int i = 0; i < s.blockCount; ++i)
        castBlock(s, i, s.blocks[i].toLocal(o), s.blocks[i].directionToLocal(direction), scratch);
    combine(s, o, direction, scratch);
}

/// Whether a point, in the block's frame, is inside the block.
template <class T>
I2C_HD bool insideBlock(const ViewT<T>& s, const BlockT<T>& b, const Vec3T<T>& p) {
    if (!(p.z > b.low && p.z < b.high && p.x > b.uLow && p.x < b.uHigh && p.y > b.vLow && p.y < b.vHigh)) return false;
    return winding(s, b, p.x, p.y) > 0;
}

template <class T>
I2C_HD bool insideSolid(const ViewT<T>& s, const Vec3T<T>& point) {
    const Vec3T<T> world = point + s.shift;
    State state = outsideAll(s);
    for (int i = 0; i < s.blockCount; ++i)
        if (insideBlock(s, s.blocks[i], s.blocks[i].toLocal(world))) state.flip(i);
    return solidAt(s, state);
}

}  // namespace img2cadseq::csg
