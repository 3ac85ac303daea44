#include "synth/ground.h"

#include <array>
#include <cmath>

#include "synth/noise.h"

namespace img2cadseq::synth {
namespace {

/// What all textures share: a place in the lattice, a turn, a scale (texture units a length of the part).
struct Surface {
    NoiseOffset noise;
    float turnX = 1.0f, turnY = 0.0f, scale = 1.0f;
    Color base, second;
    float contrast = 1.0f;

    Vec2f at(float s, float t) const { return {scale * (turnX * s + turnY * t), scale * (turnX * t - turnY * s)}; }
};

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

Color wood(const Surface& w, Vec2f p) {
    const float bend = 0.35f * w.noise.at(p.x * 0.6f, p.y * 0.9f);
    const float grain = w.noise.layered(p.x * 0.9f, (p.y + bend) * 14.0f, 3);
    const float pores = w.noise.at(p.x * 5.0f, p.y * 70.0f);
    const float board = std::floor(p.y * 0.45f + 0.3f);
    const float tone = w.noise.at(board * 7.1f, std::floor(p.x * 0.12f) * 3.3f) - 0.5f;
    const float joint = std::abs(p.y * 0.45f + 0.3f - board - 0.5f) > 0.492f ? 0.6f : 1.0f;
    float level = 0.5f + w.contrast * ((grain - 0.5f) * 1.3f + tone * 0.45f);
    if (pores > 0.8f) level -= 0.22f * w.contrast;
    return mixed(w.second, w.base, clamp01(level)) * joint;
}

Color cork(const Surface& c, Vec2f p) {
    const float grains = c.noise.layered(p.x * 22.0f, p.y * 22.0f, 2);
    const float specks = c.noise.at(p.x * 48.0f + 31.0f, p.y * 48.0f);
    float level = 0.5f + c.contrast * 1.5f * (grains - 0.5f);
    if (specks > 0.8f) level -= 0.5f * c.contrast;
    if (specks < 0.14f) level += 0.35f * c.contrast;
    return mixed(c.second, c.base, clamp01(level));
}

Color cloth(const Surface& c, Vec2f p) {
    const float weave = std::sin(p.x * 70.0f) * std::sin(p.y * 70.0f);
    const float fold = c.noise.layered(p.x * 1.3f, p.y * 1.3f, 3) - 0.5f;
    return mixed(c.second, c.base, clamp01(0.5f + c.contrast * (0.25f * weave + 1.1f * fold)));
}

Color stone(const Surface& c, Vec2f p) {
    const float clouds = c.noise.layered(p.x * 3.0f, p.y * 3.0f, 4) - 0.5f;
    const float vein = std::abs(c.noise.layered(p.x * 1.2f + 50.0f, p.y * 1.2f, 3) - 0.5f);
    return mixed(c.second, c.base, clamp01(0.6f + c.contrast * (1.2f * clouds - 0.5f * smoothStep(0.04f, 0.0f, vein))));
}

Color plain(const Surface& c, Vec2f p) {
    return mixed(c.second, c.base, clamp01(0.5f + c.contrast * (c.noise.layered(p.x * 1.5f, p.y * 1.5f, 2) - 0.5f)));
}

using Texture = Color (*)(const Surface&, Vec2f);

struct Choice {
    Texture texture;
    Surface surface;
};

Surface surfaceOf(const Color& base, float second, float contrast) {
    Surface s;
    s.base = base;
    s.second = base * second;
    s.contrast = contrast;
    return s;
}

Choice chooseWood(Random& random) {
    static const std::array<std::array<int, 3>, 6> kinds{
        {{205, 150, 85}, {180, 115, 55}, {150, 95, 55}, {215, 190, 155}, {190, 175, 165}, {110, 65, 40}}};
    const auto& k = kinds[random.integer(0, 5)];
    return {wood, surfaceOf(fromSrgb(k[0], k[1], k[2]), uniform(random, 0.35, 0.7), uniform(random, 0.4, 1.0))};
}

Choice chooseSurface(Random& random) {
    const double pick = random.uniform();
    if (pick < 0.42) return chooseWood(random);
    if (pick < 0.50)
        return {cork, surfaceOf(fromSrgb(200, 160, 135), uniform(random, 0.35, 0.6), uniform(random, 0.4, 0.9))};
    if (pick < 0.74) {
        const Color paper = fromHsv(random.uniform(0.05, 0.7), random.uniform(0.0, 0.06), random.uniform(0.75, 1.0));
        return {plain, surfaceOf(paper, 0.93f, 0.6f)};
    }
    if (pick < 0.82) {
        const double saturation = random.chance(0.6) ? random.uniform(0.0, 0.15) : random.uniform(0.15, 0.7);
        const Color c = fromHsv(random.uniform(), saturation, random.uniform(0.15, 0.9));
        return {cloth, surfaceOf(c, uniform(random, 0.5, 0.8), uniform(random, 0.3, 0.8))};
    }
    if (pick < 0.90) {
        const Color c = fromHsv(0.1, random.uniform(0.0, 0.15), random.uniform(0.3, 0.9));
        return {stone, surfaceOf(c, uniform(random, 0.4, 0.8), uniform(random, 0.3, 1.0))};
    }
    const double saturation = random.chance(0.7) ? random.uniform(0.0, 0.12) : random.uniform(0.1, 0.6);
    return {plain, surfaceOf(fromHsv(random.uniform(), saturation, random.uniform(0.08, 0.95)),
                             uniform(random, 0.75, 0.95), uniform(random, 0.2, 1.0))};
}

/// Blurred shapes of a room, for rays that pass over the ground.
void paintRoom(Canvas& canvas, const GroundMap& ground, Random& random) {
    const NoiseOffset noise{uniform(random, 0, 200), uniform(random, 0, 200)};
    const Color a = fromHsv(random.uniform(), random.uniform(0.0, 0.3), random.uniform(0.15, 0.95));
    const Color b = fromHsv(random.uniform(), random.uniform(0.0, 0.4), random.uniform(0.1, 0.9));
    const float scale = uniform(random, 1.5, 5.0) / static_cast<float>(canvas.width());
    for (size_t i = 0; i < canvas.size(); ++i) {
        const float depth = ground.depth.data[i];
        const float far = depth > 0.0f ? smoothStep(9.0f, 20.0f, depth) : 1.0f;
        if (far <= 0.0f) continue;
        const size_t row = i / canvas.width();
        const float u = static_cast<float>(i % canvas.width()), v = static_cast<float>(row);
        canvas.mix(i, mixed(a, b, smoothStep(0.3f, 0.7f, noise.layered(u * scale, v * scale * 0.5f, 2))), far);
    }
}

}  // namespace

Canvas paintGround(const GroundMap& ground, Random& random) {
    Choice choice = chooseSurface(random);
    Surface& surface = choice.surface;
    surface.noise = {uniform(random, 0, 200), uniform(random, 0, 200)};
    const float angle = uniform(random, 0, 6.2831853);
    surface.turnX = std::cos(angle);
    surface.turnY = std::sin(angle);
    surface.scale = static_cast<float>(random.logUniform(0.5, 2.2));
    Canvas canvas(ground.s.width, ground.s.height);
    for (size_t i = 0; i < canvas.size(); ++i) {
        if (ground.depth.data[i] > 0.0f)
            canvas.set(i, choice.texture(surface, surface.at(ground.s.data[i], ground.t.data[i])));
    }
    paintRoom(canvas, ground, random);
    return canvas;
}

}  // namespace img2cadseq::synth
