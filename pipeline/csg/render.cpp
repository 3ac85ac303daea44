#include "csg/render.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "csg/lanes.h"
#include "csg/picture.h"
#include "csg/scratch.h"

namespace img2cadseq::csg {
namespace {

/// Half-open range of pixels.
struct PixelBox {
    int x0, y0, x1, y1;
    bool empty() const { return x0 >= x1 || y0 >= y1; }
    bool meets(int from, int to, int y) const { return from < x1 && to > x0 && y >= y0 && y < y1; }
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

Layer emptyLayer(int width, int height, bool depthAlone) {
    if (depthAlone) return {FloatMap(width, height), {}, {}, {}, {}};
    return {FloatMap(width, height), Raster<Vec3f>(width, height), Raster<int16_t>(width, height, -1),
            Raster<int16_t>(width, height, -1), Raster<uint8_t>(width, height)};
}

struct ActiveBlock {
    int index;
    PixelBox pixels;
    RayFieldT<double> rays;
};

/// Surfaces of neighbouring pixels: a plane's normal is that of the pixel before.
class Surfaces {
public:
    explicit Surfaces(const View& view) : view_(view) {}

    PixelSurface at(const EventT<double>& event, const Vec3& o, const Vec3& d) {
        if (event.block == block_ && event.piece == piece_) {
            last_.depth = static_cast<float>(event.t);
            return last_;
        }
        const PixelSurface surface = pixelSurface(view_, event, o, d);
        const bool plane = event.piece < 0 || view_.turn[event.piece] == 0;
        block_ = plane ? event.block : -1, piece_ = event.piece;
        if (plane) last_ = surface;
        return surface;
    }

private:
    const View& view_;
    PixelSurface last_;
    int block_ = -1, piece_ = 0;
};

void store(Layer& layer, size_t pixel, const PixelSurface& surface) {
    layer.depth.data[pixel] = surface.depth;
    layer.normal.data[pixel] = surface.normal;
    layer.block.data[pixel] = surface.block;
    layer.face.data[pixel] = surface.face;
    layer.surface.data[pixel] = surface.surface;
}

}  // namespace

RayFieldT<double> rayField(const Camera& camera, const Vec3& shift) {
    const Camera::Ray zero = camera.ray(0.0, 0.0), right = camera.ray(1.0, 0.0), down = camera.ray(0.0, 1.0);
    return {zero.origin + shift, right.origin - zero.origin,       down.origin - zero.origin,
            zero.direction,      right.direction - zero.direction, down.direction - zero.direction};
}

double nearestDepth(const Camera& camera) {
    return camera.projection == Projection::Perspective ? 0.0 : -std::numeric_limits<double>::infinity();
}

Buffers emptyBuffers(int width, int height, Detail detail) {
    return {emptyLayer(width, height, detail == Detail::Depths), emptyLayer(width, height, detail != Detail::Full),
            Raster<uint8_t>(width, height)};
}

void storePixel(Buffers& buffers, size_t index, const Pixel& pixel) {
    if (pixel.hits == 0) return;
    store(buffers.front, index, pixel.front);
    store(buffers.back, index, pixel.back);
    buffers.hits.data[index] = pixel.hits;
}

Buffers render(const Solid& solid, const Camera& camera, Detail detail) {
    const View view = solid.flat().view();
    Buffers out = emptyBuffers(camera.width, camera.height, detail);
    const RayFieldT<double> rays = rayField(camera, view.shift);
    std::vector<ActiveBlock> active;
    PixelBox all{camera.width, camera.height, 0, 0};
    for (int i = 0; i < view.blockCount; ++i) {
        const PixelBox p = coverage(view.blocks[i], camera);
        if (p.empty()) continue;
        active.push_back({i, p, inBlock(rays, view.blocks[i])});
        if (view.blocks[i].op == static_cast<int>(BooleanOp::Cut)) continue;
        all = {std::min(all.x0, p.x0), std::min(all.y0, p.y0), std::max(all.x1, p.x1), std::max(all.y1, p.y1)};
    }
    std::array<Scratch, kLanes> rooms;
    std::array<ScratchT<double>, kLanes> lanes;
    for (size_t k = 0; k < kLanes; ++k) {
        rooms[k].fit(solid.flat());
        lanes[k] = rooms[k].get();
    }
    const double nearest = nearestDepth(camera);
    Surfaces front(view), back(view);
    const auto finish = [&](int x, int y, ScratchT<double>& scratch) {
        const double u = x + 0.5, v = y + 0.5;
        const Vec3 o = rays.originAt(u, v), d = rays.directionAt(u, v);
        const PixelEvents found = resolveEvents(view, o, d, nearest, scratch);
        if (found.hits == 0) return;
        const EventT<double>&first = scratch.events[found.first], &last = scratch.events[found.last];
        const size_t pixel = static_cast<size_t>(y) * camera.width + x;
        out.hits.data[pixel] = found.hits;
        if (detail == Detail::Depths)
            out.front.depth.data[pixel] = static_cast<float>(first.t);
        else
            store(out.front, pixel, front.at(first, o, d));
        if (detail == Detail::Full)
            store(out.back, pixel, back.at(last, o, d));
        else
            out.back.depth.data[pixel] = static_cast<float>(last.t);
    };
    for (int y = all.y0; y < all.y1; ++y)
        for (int x = all.x0; x < all.x1; x += kLanes) {
            for (ScratchT<double>& lane : lanes) lane.count = 0;
            for (const ActiveBlock& block : active)
                if (block.pixels.meets(x, x + kLanes, y))
                    castBlock(view, block.index, RayLanes(block.rays, x + 0.5, y + 0.5), lanes.data());
            for (int k = 0; k < kLanes && x + k < all.x1; ++k)
                if (lanes[static_cast<size_t>(k)].count > 0) finish(x + k, y, lanes[static_cast<size_t>(k)]);
        }
    return out;
}

}  // namespace img2cadseq::csg
