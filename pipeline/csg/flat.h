#pragma once
// A construction sequence as flat arrays that host and device functions walk: blocks, and the pieces their outlines are
// made of. Templated on the scalar, so that derivatives run through it.

#include <array>
#include <cstdint>
#include <vector>

#include "cad/sequence.h"
#include "core/host_device.h"
#include "geometry/frame.h"

namespace img2cadseq::csg {

constexpr int kMaxBlocks = 256;

/// Pieces [lineBegin, arcBegin) are straight, [arcBegin, circleBegin) arcs of at most half a turn, [circleBegin, end)
/// full circles. Every piece has the material of its own profile on its left.
template <class T>
struct BlockT {
    Vec3T<T> origin, xAxis, yAxis, normal;
    T low, high;                 ///< along the normal
    T uLow, uHigh, vLow, vHigh;  ///< box of the outline, in the sketch plane
    int lineBegin, arcBegin, circleBegin, end;
    int op;       ///< BooleanOp
    bool simple;  ///< one profile: every piece of the outline bounds it

    I2C_HD Vec3T<T> toLocal(const Vec3T<T>& world) const { return directionToLocal(world - origin); }
    I2C_HD Vec3T<T> directionToLocal(const Vec3T<T>& w) const { return {dot(w, xAxis), dot(w, yAxis), dot(w, normal)}; }
    I2C_HD Vec3T<T> directionToWorld(const Vec3T<T>& l) const { return xAxis * l.x + yAxis * l.y + normal * l.z; }
    I2C_HD Vec3T<T> toWorld(const Vec3T<T>& l) const { return origin + directionToWorld(l); }
};

/// What functions on host and device see: pointers into a Flat's arrays, structure of arrays by piece.
template <class T>
struct ViewT {
    const BlockT<T>* blocks;
    int blockCount;
    const T *ax, *ay, *bx, *by;  ///< start and end (of a circle: its point at angle 0, twice)
    const T *cx, *cy, *radius;   ///< of arcs and circles
    const int8_t* turn;          ///< +1 counter-clockwise, -1 clockwise, 0 straight
    const int* face;             ///< Hit::face of the wall
    const uint8_t* shadow;       ///< 1: lies on an earlier piece of the block, with the same sense
    Vec3T<T> shift;  ///< tiny and generic: added to points and rays, so that they never lie exactly in a plane
    T merge;         ///< surfaces nearer than this coincide
    std::array<uint64_t, kMaxBlocks / 64> additive,
        inverted;  ///< bit b: block b adds; block b acts where one is outside it
};

/// Owner of the arrays.
template <class T>
struct FlatT {
    std::vector<BlockT<T>> blocks;
    std::vector<T> ax, ay, bx, by, cx, cy, radius;
    std::vector<int8_t> turn;
    std::vector<int> face;
    std::vector<uint8_t> shadow;
    Vec3T<T> shift{};
    T merge{};
    std::array<uint64_t, kMaxBlocks / 64> additive{}, inverted{};

    ViewT<T> view() const {
        return {blocks.data(), static_cast<int>(blocks.size()),
                ax.data(),     ay.data(),
                bx.data(),     by.data(),
                cx.data(),     cy.data(),
                radius.data(), turn.data(),
                face.data(),   shadow.data(),
                shift,         merge,
                additive,      inverted};
    }
};
using Flat = FlatT<double>;
using View = ViewT<double>;

/// Throws Error(BadGeometry) where the sequence has no block, more than kMaxBlocks, an open or empty loop, or a number
/// that is not finite. Edges that neighbouring profiles of a block share vanish.
Flat compile(const CadSequence& sequence);

/// The same with another scalar, e.g. float, or a Jet whose derivatives the caller then sets.
template <class To>
FlatT<To> convert(const Flat& flat) {
    FlatT<To> out;
    const auto numbers = [](const std::vector<double>& in) { return std::vector<To>(in.begin(), in.end()); };
    const auto vec = [](const Vec3& v) { return Vec3T<To>{To(v.x), To(v.y), To(v.z)}; };
    for (const BlockT<double>& b : flat.blocks)
        out.blocks.push_back({vec(b.origin), vec(b.xAxis), vec(b.yAxis), vec(b.normal), To(b.low), To(b.high),
                              To(b.uLow), To(b.uHigh), To(b.vLow), To(b.vHigh), b.lineBegin, b.arcBegin, b.circleBegin,
                              b.end, b.op, b.simple});
    out.ax = numbers(flat.ax), out.ay = numbers(flat.ay), out.bx = numbers(flat.bx), out.by = numbers(flat.by);
    out.cx = numbers(flat.cx), out.cy = numbers(flat.cy), out.radius = numbers(flat.radius);
    out.turn = flat.turn, out.face = flat.face, out.shadow = flat.shadow;
    out.shift = vec(flat.shift);
    out.merge = To(flat.merge);
    out.additive = flat.additive, out.inverted = flat.inverted;
    return out;
}

}  // namespace img2cadseq::csg
