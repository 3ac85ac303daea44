#include "csg/render.h"

#include <algorithm>
#include <cmath>

#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

/// Half-open range of pixels.
struct PixelBox {
    int x0, y0, x1, y1;
    bool empty() const { return x0 >= x1 || y0 >= y1; }
    bool contains(int x, int y) const { return x >= x0 && x < x1 && y >= y0 && y < y1; }
};

/// The pixels that a block can cover: those of its box's corners; all of them where a corner is behind the camera.
PixelBox coverage(const BlockT<double>& b, const Camera& camera) {
    Box2 box;
    for (int corner = 0; corner < 8; ++corner) {
        const Vec3 world =
            b.toWorld({corner & 1 ? b.uHigh : b.uLow, corner & 2 ? b.vHigh : b.vLow, corner & 4 ? b.high : b.low});
        const Vec3 p = camera.project(world);
        if (camera.projection == Projection::Perspective && !(p.z > 0.0)) return {0, 0, camera.width, camera.height};
        box.add(Vec2{p.x, p.y});
    }
    const auto pixel = [](double x, int size) {
        return static_cast<int>(std::clamp(std::floor(x), 0.0, double(size)));
    };
    return {pixel(box.low.x, camera.width), pixel(box.low.y, camera.height), pixel(box.high.x + 1.0, camera.width),
            pixel(box.high.y + 1.0, camera.height)};
}

/// A camera's rays: origin and direction depend linearly on the pixel.
struct RayField {
    Vec3 origin, originX, originY, direction, directionX, directionY;

    Vec3 originAt(double x, double y) const { return origin + originX * x + originY * y; }
    Vec3 directionAt(double x, double y) const { return direction + directionX * x + directionY * y; }
};

RayField rayField(const Camera& camera, const Vec3& shift) {
    const Camera::Ray zero = camera.ray(0.0, 0.0), right = camera.ray(1.0, 0.0), down = camera.ray(0.0, 1.0);
    return {zero.origin + shift, right.origin - zero.origin,       down.origin - zero.origin,
            zero.direction,      right.direction - zero.direction, down.direction - zero.direction};
}

RayField inBlock(const RayField& f, const BlockT<double>& b) {
    return {b.toLocal(f.origin),
            b.directionToLocal(f.originX),
            b.directionToLocal(f.originY),
            b.directionToLocal(f.direction),
            b.directionToLocal(f.directionX),
            b.directionToLocal(f.directionY)};
}

Layer emptyLayer(int width, int height) {
    return {FloatMap(width, height), Raster<Vec3f>(width, height), Raster<int16_t>(width, height, -1),
            Raster<int16_t>(width, height, -1), Raster<uint8_t>(width, height)};
}

struct ActiveBlock {
    int index;
    PixelBox pixels;
    RayField rays;
};

void store(const View& view, Layer& layer, int x, int y, const EventT<double>& e, const Vec3& origin,
           const Vec3& direction) {
    layer.depth.at(x, y) = static_cast<float>(e.t);
    layer.normal.at(x, y) = cast<float>(solidNormal(view, e.block, e.piece, origin + direction * e.t));
    layer.block.at(x, y) = static_cast<int16_t>(e.block);
    layer.face.at(x, y) = static_cast<int16_t>(faceOf(view, e.piece));
    layer.surface.at(x, y) = static_cast<uint8_t>(surfaceOf(view, e.piece));
}

}  // namespace

Buffers render(const Solid& solid, const Camera& camera) {
    const View view = solid.flat().view();
    Buffers out{emptyLayer(camera.width, camera.height), emptyLayer(camera.width, camera.height),
                Raster<uint8_t>(camera.width, camera.height)};
    const RayField rays = rayField(camera, view.shift);
    std::vector<ActiveBlock> active;
    PixelBox all{camera.width, camera.height, 0, 0};
    for (int i = 0; i < view.blockCount; ++i) {
        const PixelBox p = coverage(view.blocks[i], camera);
        if (p.empty()) continue;
        active.push_back({i, p, inBlock(rays, view.blocks[i])});
        if (view.blocks[i].op == static_cast<int>(BooleanOp::Cut)) continue;
        all = {std::min(all.x0, p.x0), std::min(all.y0, p.y0), std::max(all.x1, p.x1), std::max(all.y1, p.y1)};
    }
    Scratch room(solid.flat());
    ScratchT<double> scratch = room.get();
    const double nearest = camera.projection == Projection::Perspective ? 0.0 : -INFINITY;
    for (int y = all.y0; y < all.y1; ++y)
        for (int x = all.x0; x < all.x1; ++x) {
            scratch.count = 0;
            const double u = x + 0.5, v = y + 0.5;
            for (const ActiveBlock& block : active)
                if (block.pixels.contains(x, y))
                    castBlock(view, block.index, block.rays.originAt(u, v), block.rays.directionAt(u, v), scratch);
            if (scratch.count == 0) continue;
            const Vec3 o = rays.originAt(u, v), d = rays.directionAt(u, v);
            combine(view, o, d, scratch);
            int first = 0;
            while (first < scratch.count && !(scratch.events[first].t > nearest)) ++first;
            if (first == scratch.count) continue;
            store(view, out.front, x, y, scratch.events[first], o, d);
            store(view, out.back, x, y, scratch.events[scratch.count - 1], o, d);
            out.hits.at(x, y) = static_cast<uint8_t>(std::min(255, scratch.count - first));
        }
    return out;
}

}  // namespace img2cadseq::csg
