#include "synth/scene.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::synth {
namespace {

/// A cheap hash of a pixel: uniform in [0, 1).
float jitter(uint32_t x, uint32_t y, uint32_t salt) {
    uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ salt * 0xC2B2AE3Du;
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    h ^= h >> 13;
    return static_cast<float>(h >> 8) * (1.0f / 16777216.0f);
}

/// Whether the way from `start` towards the light passes through the part, between its first and last layer.
bool blocked(const Buffers& b, const Unprojector& at, const Vec3f& start, const Vec3f& towards, float offset) {
    constexpr int kSteps = 14;
    constexpr float kGrowth = 1.26f;
    float step = 0.012f, way = step * (0.6f + 0.8f * offset);
    for (int k = 0; k < kSteps; ++k) {
        const Vec3f p = start + towards * way;
        const Vec3f q = at.project(p);
        const int u = static_cast<int>(q.x), v = static_cast<int>(q.y);
        if (q.z <= 0.0f || q.x < 0.0f || q.y < 0.0f || u >= b.width() || v >= b.height()) return false;
        if (b.mask.at(u, v) && q.z > b.frontDepth.at(u, v) + 0.004f && q.z < b.backDepth.at(u, v)) return true;
        step *= kGrowth;
        way += step;
    }
    return false;
}

}  // namespace

GroundMap groundMap(const Buffers& b) {
    const int w = b.width(), h = b.height();
    GroundMap g{FloatMap(w, h), FloatMap(w, h), FloatMap(w, h), {}, {}};
    const Vec3f n = b.groundNormal;
    const Vec3f hint = std::abs(n.x) < 0.8f ? Vec3f{1, 0, 0} : Vec3f{0, 0, 1};
    g.sAxis = normalized(hint - n * dot(hint, n));
    g.tAxis = cross(n, g.sAxis);
    const Unprojector at(b.camera);
    const Vec3f center = cast<float>(b.camera.rotation * Vec3{} + b.camera.translation);
    const float s0 = dot(center, g.sAxis), t0 = dot(center, g.tAxis);
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            // dot(n, c(depth)) is linear in depth both in perspective (no constant) and orthographic pictures.
            const Vec3f one = at(u + 0.5f, v + 0.5f, 1.0f), zero = at(u + 0.5f, v + 0.5f, 0.0f);
            const float slope = dot(n, one) - dot(n, zero);
            const float depth = slope < -1e-4f ? (b.groundOffset - dot(n, zero)) / slope : 0.0f;
            if (depth <= 0.0f || depth > 60.0f) continue;
            const Vec3f c = at(u + 0.5f, v + 0.5f, depth);
            const size_t i = static_cast<size_t>(v) * w + u;
            g.depth.data[i] = depth;
            g.s.data[i] = dot(c, g.sAxis) - s0;
            g.t.data[i] = dot(c, g.tAxis) - t0;
        }
    }
    return g;
}

FloatMap lightMap(const Buffers& b, const GroundMap& ground, const Vec3f& towards, float softness, uint32_t salt) {
    const int w = b.width(), h = b.height(), hw = (w + 1) / 2, hh = (h + 1) / 2;
    FloatMap small(hw, hh, 1.0f);
    const Unprojector at(b.camera);
    for (int y = 0; y < hh; ++y) {
        for (int x = 0; x < hw; ++x) {
            const int u = std::min(2 * x + ((x + y) & 1), w - 1), v = std::min(2 * y + (y & 1), h - 1);
            const bool part = b.mask.at(u, v);
            const float depth = part ? b.frontDepth.at(u, v) : ground.depth.at(u, v);
            if (depth <= 0.0f) continue;
            Vec3f start = at(u + 0.5f, v + 0.5f, depth);
            if (part) {
                const Vec3f n = b.frontNormal.at(u, v);
                if (dot(n, towards) <= 0.0f) continue;  // shading already leaves it dark
                start += n * 0.012f;
            }
            const Vec3f spread{jitter(x, y, salt) - 0.5f, jitter(x, y, salt + 1) - 0.5f, jitter(x, y, salt + 2) - 0.5f};
            small.at(x, y) =
                blocked(b, at, start, normalized(towards + spread * softness), jitter(x, y, salt + 3)) ? 0.0f : 1.0f;
        }
    }
    blur(small, 0.5f + 2.0f * softness * static_cast<float>(hw) / 64.0f);
    return enlarged(small, w, h);
}

FloatMap groundOpenness(const Buffers& b, float reach) {
    const int w = b.width(), h = b.height(), hw = (w + 1) / 2, hh = (h + 1) / 2;
    FloatMap small(hw, hh);
    for (int y = 0; y < hh; ++y)
        for (int x = 0; x < hw; ++x)
            small.at(x, y) = b.mask.at(std::min(2 * x, w - 1), std::min(2 * y, h - 1)) ? 1.0f : 0.0f;
    blur(small, reach * static_cast<float>(hw));
    for (float& x : small.data) x = 1.0f - 0.75f * x;
    return enlarged(small, w, h);
}

void composite(Canvas& background, const Canvas& part, const Buffers& b) {
    const int w = b.width(), h = b.height();
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            const size_t i = static_cast<size_t>(v) * w + u;
            const uint8_t covered = b.coverage.data[i];
            if (!covered) continue;
            if (b.mask.data[i]) {
                background.mix(i, part.get(i), static_cast<float>(covered) / 255.0f);
                continue;
            }
            Color sum{};
            float count = 0.0f;
            for (int y = std::max(0, v - 1); y <= std::min(h - 1, v + 1); ++y) {
                for (int x = std::max(0, u - 1); x <= std::min(w - 1, u + 1); ++x) {
                    if (!b.mask.at(x, y)) continue;
                    sum += part.get(static_cast<size_t>(y) * w + x);
                    count += 1.0f;
                }
            }
            if (count > 0.0f) background.mix(i, sum / count, static_cast<float>(covered) / 255.0f);
        }
    }
}

void smoothInnerEdges(Canvas& part, const Buffers& b) {
    const Canvas in = part;
    const int w = b.width(), h = b.height();
    for (int v = 1; v + 1 < h; ++v) {
        for (int u = 1; u + 1 < w; ++u) {
            const size_t i = static_cast<size_t>(v) * w + u;
            const auto edge = static_cast<Edge>(b.edges.data[i]);
            if (edge != Edge::Ridge && edge != Edge::Valley && edge != Edge::Occlusion) continue;
            Color sum = in.get(i) * 2.0f;
            float weight = 2.0f;
            for (const size_t j : {i - 1, i + 1, i - w, i + w}) {
                if (!b.mask.data[j]) continue;
                sum += in.get(j);
                weight += 1.0f;
            }
            part.set(i, sum / weight);
        }
    }
}

}  // namespace img2cadseq::synth
