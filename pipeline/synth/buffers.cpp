#include "synth/buffers.h"

#include <algorithm>
#include <cmath>

#include "csg/render.h"

namespace img2cadseq::synth {
namespace {

struct PixelRange {
    int u0, u1, v0, v1;
};

/// The pixels inside the outline's projected rectangle, one pixel wider.
PixelRange pixelsOf(const Camera& camera, const std::vector<Vec3>& outline) {
    Box2 box;
    for (const Vec3& p : outline) {
        const Vec3 q = camera.project(p);
        box.add(Vec2{q.x, q.y});
    }
    const auto clip = [](double x, int size) {
        return static_cast<int>(std::clamp(x, 0.0, static_cast<double>(size)));
    };
    return {clip(std::floor(box.low.x) - 1, camera.width), clip(std::ceil(box.high.x) + 1, camera.width),
            clip(std::floor(box.low.y) - 1, camera.height), clip(std::ceil(box.high.y) + 1, camera.height)};
}

/// Coverage of the pixels at the silhouette by a grid of rays through each.
void refineCoverage(Buffers& b, const csg::Solid& solid, const PixelRange& range) {
    constexpr int kGrid = 3;
    std::vector<csg::Hit> hits;
    const int w = b.width(), h = b.height();
    for (int v = range.v0; v < range.v1; ++v) {
        for (int u = range.u0; u < range.u1; ++u) {
            const uint8_t own = b.mask.at(u, v);
            const bool border = (u > 0 && b.mask.at(u - 1, v) != own) || (u + 1 < w && b.mask.at(u + 1, v) != own) ||
                                (v > 0 && b.mask.at(u, v - 1) != own) || (v + 1 < h && b.mask.at(u, v + 1) != own);
            b.coverage.at(u, v) = own;
            if (!border) continue;
            int inside = own ? 1 : 0;
            for (int k = 0; k < kGrid * kGrid; ++k) {
                if (k == kGrid * kGrid / 2) continue;
                const int column = k % kGrid, row = k / kGrid;
                const Camera::Ray ray = b.camera.ray(u + (column + 0.5) / kGrid, v + (row + 0.5) / kGrid);
                solid.cast(ray.origin, ray.direction, hits);
                inside += hits.empty() ? 0 : 1;
            }
            b.coverage.at(u, v) = static_cast<uint8_t>(inside * 255 / (kGrid * kGrid));
        }
    }
}

/// Takes over what the ray caster saw, with normals turned into camera axes.
void storePicture(Buffers& b, csg::Buffers&& seen) {
    const Mat3& r = b.camera.rotation;
    const Vec3f rows[3] = {cast<float>(r.row[0]), cast<float>(r.row[1]), cast<float>(r.row[2])};
    const auto turned = [&](const Vec3f& n) { return Vec3f{dot(rows[0], n), dot(rows[1], n), dot(rows[2], n)}; };
    const auto setNormal = [&](NormalMap& map, size_t i, const Vec3f& n) {
        map.x.data[i] = n.x;
        map.y.data[i] = n.y;
        map.z.data[i] = n.z;
    };
    for (size_t i = 0; i < b.mask.data.size(); ++i) {
        if (seen.front.block.data[i] < 0) continue;
        b.mask.data[i] = 255;
        setNormal(b.frontNormal, i, turned(seen.front.normal.data[i]));
        setNormal(b.backNormal, i, turned(seen.back.normal.data[i]));
        b.block.data[i] = static_cast<uint8_t>(std::min<int>(seen.front.block.data[i], 255));
        b.face.data[i] = static_cast<uint8_t>(std::min<int>(seen.front.face.data[i], 255));
    }
    b.frontDepth = std::move(seen.front.depth);
    b.backDepth = std::move(seen.back.depth);
    b.surface = std::move(seen.front.surface);
}

/// The plane of a pixel's surface in camera space, and how far it is from a neighbour's surface point.
struct SurfacePoint {
    Vec3f position, normal;
};

SurfacePoint surfacePoint(const Buffers& b, int u, int v) {
    const float z = b.frontDepth.at(u, v);
    const float scale =
        (b.camera.projection == Projection::Perspective ? z : 1.0f) / static_cast<float>(b.camera.focal);
    return {{(u + 0.5f - static_cast<float>(b.camera.principal.x)) * scale,
             (v + 0.5f - static_cast<float>(b.camera.principal.y)) * scale, z},
            b.frontNormal.at(u, v)};
}

/// What lies between two neighbouring pixels of the part.
Edge edgeBetween(const SurfacePoint& a, const SurfacePoint& b, bool sameSurface, float pixel) {
    const float fromA = std::abs(dot(b.position - a.position, a.normal));
    const float fromB = std::abs(dot(a.position - b.position, b.normal));
    const float turn = dot(a.normal, b.normal);
    if (std::min(fromA, fromB) > 2.5f * pixel && std::abs(a.position.z - b.position.z) > 3.0f * pixel)
        return Edge::Occlusion;
    const Edge crease = dot(b.position - a.position, a.normal) <= 0.0f ? Edge::Ridge : Edge::Valley;
    if (turn < 0.94f && (!sameSurface || turn < 0.5f)) return crease;
    if (turn >= 0.94f && fromA > 0.8f * pixel && fromB > 0.8f * pixel && !sameSurface) return crease;
    return sameSurface ? Edge::None : Edge::Smooth;
}

}  // namespace

Buffers emptyBuffers(const Camera& camera) {
    const int w = camera.width, h = camera.height;
    Buffers b;
    b.camera = camera;
    b.mask = Mask(w, h, 0);
    b.frontDepth = FloatMap(w, h);
    b.backDepth = FloatMap(w, h);
    b.frontNormal = NormalMap(w, h);
    b.backNormal = NormalMap(w, h);
    b.block = b.face = b.surface = b.edges = b.coverage = Raster<uint8_t>(w, h, 0);
    b.openness = Raster<uint8_t>(w, h, 255);
    return b;
}

void markEdges(Buffers& b) {
    const int w = b.width(), h = b.height();
    b.edges = Raster<uint8_t>(w, h, 0);
    const auto mark = [&](int u, int v, Edge edge) {
        uint8_t& at = b.edges.at(u, v);
        if (edge != Edge::None && (at == 0 || static_cast<uint8_t>(edge) < at)) at = static_cast<uint8_t>(edge);
    };
    const auto compare = [&](int u, int v, int u2, int v2) {
        const bool in = b.mask.at(u, v), in2 = b.mask.at(u2, v2);
        if (!in && !in2) return;
        if (in != in2) return mark(in ? u : u2, in ? v : v2, Edge::Outline);
        const SurfacePoint p = surfacePoint(b, u, v), q = surfacePoint(b, u2, v2);
        const float scale =
            b.camera.projection == Projection::Perspective ? std::min(p.position.z, q.position.z) : 1.0f;
        const float pixel = scale / static_cast<float>(b.camera.focal);
        const bool flat = dot(p.normal, q.normal) > 0.9999f && b.surface.at(u, v) == b.surface.at(u2, v2);
        const bool same = flat || (b.block.at(u, v) == b.block.at(u2, v2) && b.face.at(u, v) == b.face.at(u2, v2));
        const Edge edge = edgeBetween(p, q, same, pixel);
        const bool first = edge != Edge::Occlusion || p.position.z <= q.position.z;
        mark(first ? u : u2, first ? v : v2, edge);
    };
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            if (u + 1 < w) compare(u, v, u + 1, v);
            if (v + 1 < h) compare(u, v, u, v + 1);
        }
    }
}

Buffers renderBuffers(const csg::Solid& solid, const Camera& camera, const std::vector<Vec3>& outline) {
    Buffers b = emptyBuffers(camera);
    const PixelRange range = pixelsOf(camera, outline);
    storePicture(b, csg::render(solid, camera));
    refineCoverage(b, solid, range);
    markEdges(b);
    fillOpenness(b);
    return b;
}

}  // namespace img2cadseq::synth
