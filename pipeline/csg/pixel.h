#pragma once
// One pixel of a picture: what its ray meets first and last. The same function on host and device.

#include "csg/trace.h"
#include "geometry/mesh.h"

namespace img2cadseq::csg {

/// A camera's rays: origin and direction depend linearly on the pixel position.
template <class T>
struct RayFieldT {
    Vec3T<T> origin, originX, originY, direction, directionX, directionY;

    I2C_HD Vec3T<T> originAt(const T& x, const T& y) const { return origin + originX * x + originY * y; }
    I2C_HD Vec3T<T> directionAt(const T& x, const T& y) const { return direction + directionX * x + directionY * y; }
};

/// The same rays in a block's frame.
template <class T>
I2C_HD RayFieldT<T> inBlock(const RayFieldT<T>& f, const BlockT<T>& b) {
    return {b.toLocal(f.origin),
            b.directionToLocal(f.originX),
            b.directionToLocal(f.originY),
            b.directionToLocal(f.direction),
            b.directionToLocal(f.directionX),
            b.directionToLocal(f.directionY)};
}

/// One surface of a pixel; see Layer in render.h.
struct PixelSurface {
    float depth = 0.0f;
    Vec3f normal{};
    int16_t block = -1, face = -1;
    uint8_t surface = 0;
};

struct Pixel {
    PixelSurface front, back;
    uint8_t hits = 0;
};

template <class T>
I2C_HD PixelSurface pixelSurface(const ViewT<T>& s, const EventT<T>& e, const Vec3T<T>& o, const Vec3T<T>& d) {
    const Vec3T<T> n = solidNormal(s, e.block, e.piece, o + d * e.t);
    const bool wall = e.piece >= 0;
    return {static_cast<float>(e.t),
            {static_cast<float>(n.x), static_cast<float>(n.y), static_cast<float>(n.z)},
            static_cast<int16_t>(e.block),
            static_cast<int16_t>(wall ? s.face[e.piece] : -1 - e.piece),
            static_cast<uint8_t>(wall && s.turn[e.piece] != 0 ? SurfaceType::Cylinder : SurfaceType::Plane)};
}

/// Of a pixel whose blocks' intervals are in `scratch`: its surfaces with t > nearest along o + t d, as first and last
/// event; the number of them is `hits`, at most 255, and 0 where there is none.
struct PixelEvents {
    int first = 0, last = 0;
    uint8_t hits = 0;
};

template <class T>
I2C_HD PixelEvents resolveEvents(const ViewT<T>& s, const Vec3T<T>& o, const Vec3T<T>& d, const T& nearest,
                                 ScratchT<T>& scratch) {
    combine(s, o, d, scratch);
    int first = 0;
    while (first < scratch.count && !(scratch.events[first].t > nearest)) ++first;
    const int hits = scratch.count - first;
    return {first, scratch.count - 1, static_cast<uint8_t>(hits < 255 ? hits : 255)};
}

/// A whole pixel. `rays` include the view's shift.
template <class T>
I2C_HD Pixel tracePixel(const ViewT<T>& s, const RayFieldT<T>& rays, const T& x, const T& y, const T& nearest,
                        ScratchT<T>& scratch) {
    const Vec3T<T> o = rays.originAt(x, y), d = rays.directionAt(x, y);
    scratch.count = 0;
    for (int i = 0; i < s.blockCount; ++i)
        castBlock(s, i, s.blocks[i].toLocal(o), s.blocks[i].directionToLocal(d), scratch);
    const PixelEvents found = resolveEvents(s, o, d, nearest, scratch);
    if (found.hits == 0) return {};
    return {pixelSurface(s, scratch.events[found.first], o, d), pixelSurface(s, scratch.events[found.last], o, d),
            found.hits};
}

}  // namespace img2cadseq::csg
