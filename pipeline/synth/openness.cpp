#include <array>
#include <cmath>

#include "synth/buffers.h"

namespace img2cadseq::synth {
namespace {

constexpr int kDirections = 8, kSteps = 3;

/// Nearest whole number of |x| < 65536, without a call.
int rounded(float x) { return static_cast<int>(x + 65536.5f) - 65536; }

/// Highest sine of elevation of the neighbours in one direction over the surface's tangent plane, fading with distance.
float horizon(const Buffers& b, const Vec3f& position, const Vec3f& normal, int u, int v, const Vec2f& step,
              float reach) {
    const float cx = static_cast<float>(b.camera.principal.x), cy = static_cast<float>(b.camera.principal.y);
    const float inverse = 1.0f / static_cast<float>(b.camera.focal);
    const bool perspective = b.camera.projection == Projection::Perspective;
    float highest = 0.0f;
    for (int k = 1; k <= kSteps; ++k) {
        const int x = u + rounded(step.x * static_cast<float>(k * k) / kSteps);
        const int y = v + rounded(step.y * static_cast<float>(k * k) / kSteps);
        if (x < 0 || y < 0 || x >= b.width() || y >= b.height() || !b.mask.at(x, y)) continue;
        const float z = b.frontDepth.at(x, y);
        const float scale = (perspective ? z : 1.0f) * inverse;
        const Vec3f to = Vec3f{(x + 0.5f - cx) * scale, (y + 0.5f - cy) * scale, z} - position;
        const float distance = std::sqrt(dot(to, to)) + 1e-6f;
        const float fade = std::max(0.0f, 1.0f - distance / reach);
        highest = std::max(highest, fade * (dot(to, normal) / distance - 0.08f));
    }
    return highest;
}

}  // namespace

void fillOpenness(Buffers& b) {
    constexpr float kReach = 0.35f;  // of the part's longest side
    std::array<Vec2f, kDirections> directions;
    for (int i = 0; i < kDirections; ++i) {
        const float angle = 6.2831853f * (static_cast<float>(i) + 0.5f) / kDirections;
        directions[i] = {std::cos(angle), std::sin(angle)};
    }
    const bool perspective = b.camera.projection == Projection::Perspective;
    for (int v = 0; v < b.height(); ++v) {
        for (int u = 0; u < b.width(); ++u) {
            if (!b.mask.at(u, v)) continue;
            const float z = b.frontDepth.at(u, v);
            const float scale = (perspective ? z : 1.0f) / static_cast<float>(b.camera.focal);
            const Vec3f position{(u + 0.5f - static_cast<float>(b.camera.principal.x)) * scale,
                                 (v + 0.5f - static_cast<float>(b.camera.principal.y)) * scale, z};
            const Vec3f normal = b.frontNormal.at(u, v);
            const float radius = 0.3f * kReach / scale;
            float closed = 0.0f;
            for (const Vec2f& d : directions) closed += horizon(b, position, normal, u, v, d * radius, kReach);
            b.openness.at(u, v) = static_cast<uint8_t>(255.0f * std::max(0.0f, 1.0f - 1.3f * closed / kDirections));
        }
    }
}

}  // namespace img2cadseq::synth
