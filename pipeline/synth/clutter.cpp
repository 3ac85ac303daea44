#include <algorithm>
#include <cmath>

#include "synth/occluders.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

enum class Outline { Disc, Box, Ring };

/// A prism standing on the ground at (s, t).
struct Thing {
    Outline outline = Outline::Disc;
    float s = 0.0f, t = 0.0f, turnX = 1.0f, turnY = 0.0f, length = 0.2f, width = 0.2f, height = 0.1f;
    Color top, side;

    bool inside(float x, float y) const {
        const float a = (turnX * (x - s) + turnY * (y - t)) / length, b = (turnX * (y - t) - turnY * (x - s)) / width;
        const float r = a * a + b * b;
        if (outline == Outline::Disc) return r < 1.0f;
        if (outline == Outline::Ring) return r < 1.0f && r > 0.4f;
        return std::abs(a) < 1.0f && std::abs(b) < 1.0f;
    }
};

Thing drawThing(const Buffers& b, const GroundMap& ground, Random& random) {
    Thing thing;
    const double pick = random.uniform();
    thing.outline = pick < 0.4 ? Outline::Disc : (pick < 0.85 ? Outline::Box : Outline::Ring);
    // Beside or behind: the way from the part to the thing must not lead towards the viewer.
    const Vec3f viewer = cast<float>(-b.camera.translation);
    float angle = 0.0f, towards = 1.0f;
    for (int tries = 0; tries < 8 && towards > 0.2f; ++tries) {
        angle = uniform(random, 0, 6.2831853);
        const Vec3f way = ground.sAxis * std::cos(angle) + ground.tAxis * std::sin(angle);
        towards = dot(way, viewer) / norm(viewer);
    }
    const float distance = uniform(random, 0.75, 1.5), turn = uniform(random, 0, 3.1415926);
    thing.s = distance * std::cos(angle);
    thing.t = distance * std::sin(angle);
    thing.turnX = std::cos(turn);
    thing.turnY = std::sin(turn);
    thing.width = uniform(random, 0.04, 0.25);
    thing.length =
        thing.outline == Outline::Box ? thing.width * static_cast<float>(random.logUniform(1.0, 8.0)) : thing.width;
    thing.height = thing.width * uniform(random, 0.15, 1.2);
    thing.top =
        fromHsv(random.uniform(), random.chance(0.4) ? 0.05 : random.uniform(0.2, 0.95), random.uniform(0.1, 0.95));
    thing.side = thing.top * uniform(random, 0.35, 0.75);
    return thing;
}

/// Paints from the ground up in slices; `lift` maps a slice's height to the factor its ground coordinates shrink by.
void paintThing(Canvas& canvas, const Buffers& b, const GroundMap& ground, const Thing& thing) {
    constexpr int kSlices = 7;
    const Vec3f middle = cast<float>(b.camera.translation);
    const float s0 = dot(middle, ground.sAxis), t0 = dot(middle, ground.tAxis);
    const bool perspective = b.camera.projection == Projection::Perspective;
    for (int k = 0; k <= kSlices; ++k) {
        const float height = thing.height * static_cast<float>(k) / kSlices;
        const float factor = perspective ? (b.groundOffset + height) / b.groundOffset : 1.0f;
        if (factor <= 0.0f) return;
        const Color& color = k == kSlices ? thing.top : thing.side;
        const float shadow = k == 0 ? 0.45f : 1.0f;
        for (size_t i = 0; i < canvas.size(); ++i) {
            if (ground.depth.data[i] <= 0.0f || b.mask.data[i]) continue;
            const float s = (ground.s.data[i] + s0) * factor - s0, t = (ground.t.data[i] + t0) * factor - t0;
            if (thing.inside(s, t)) canvas.mix(i, color * shadow, 0.9f);
        }
    }
}

}  // namespace

void paintClutter(Canvas& canvas, const Buffers& b, const GroundMap& ground, Random& random) {
    if (std::abs(b.groundOffset) < 1e-3f) return;
    const int count = random.integer(1, 3);
    for (int i = 0; i < count; ++i) paintThing(canvas, b, ground, drawThing(b, ground, random));
}

void paintTwin(Canvas& canvas, const Canvas& part, const Buffers& b, Random& random) {
    const int w = b.width(), h = b.height();
    const float angle = uniform(random, 3.3, 6.1);  // upwards in the picture: farther away
    const float shift = uniform(random, 0.6, 0.9) * static_cast<float>(w);
    const int du = static_cast<int>(shift * std::cos(angle)), dv = static_cast<int>(0.6f * shift * std::sin(angle));
    const bool flip = random.chance(0.5);
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            const int y = v - dv, x = flip ? w - 1 - (u - du) : u - du;
            if (x < 0 || y < 0 || x >= w || y >= h || !b.mask.at(x, y)) continue;
            const size_t i = static_cast<size_t>(v) * w + u;
            if (v + 2 < h) canvas.mix(i + 2 * static_cast<size_t>(w), {0, 0, 0}, 0.12f);
            canvas.set(i, part.get(static_cast<size_t>(y) * w + x));
        }
    }
}

}  // namespace img2cadseq::synth
