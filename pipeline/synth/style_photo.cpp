#include <algorithm>
#include <cmath>

#include "synth/ground.h"
#include "synth/lens.h"
#include "synth/marks.h"
#include "synth/mask_damage.h"
#include "synth/material.h"
#include "synth/occluders.h"
#include "synth/scene.h"
#include "synth/style.h"

namespace img2cadseq::synth {
namespace {

enum : uint64_t { kMarks = 0x6D61726B, kShadows = 0x73686164 };  ///< streams of their own

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

/// What a photograph shows besides the part.
struct Setting {
    bool held = false;  ///< by a hand: no shadow on a ground far behind
    bool clutter = false, twin = false, holder = false;
    std::vector<Lamp> lamps;
    Color ambient;
};

Color warmth(Random& random, double spread) {
    const float k = static_cast<float>(random.normal(0.0, spread));
    return {std::exp(k), 1.0f, std::exp(-k)};
}

/// A direction over the ground, rather from behind the camera or the side than from behind the part.
Vec3f lampDirection(const Buffers& b, Random& random) {
    const Vec3f up = b.groundNormal;
    Vec3f d{static_cast<float>(random.normal(0.0, 0.7)), static_cast<float>(random.normal(-0.3, 0.5)),
            static_cast<float>(random.normal(-0.25, 0.5))};
    d += up * uniform(random, 0.6, 1.6);
    const float height = dot(d, up);
    if (height < 0.25f) d += up * (0.25f - height);
    return normalized(d);
}

Setting drawSetting(const Buffers& b, const GroundMap& ground, Random& random) {
    Setting s;
    s.held = random.chance(dot(b.groundNormal, Vec3f{0, 0, -1}) < 0.0f ? 0.9 : 0.14);
    s.clutter = !s.held && random.chance(0.22);
    s.twin = !s.held && random.chance(0.1);
    s.holder = !s.held && random.chance(0.04);
    const bool overcast = random.chance(0.4);  // light from everywhere: faces differ little
    s.ambient = warmth(random, 0.06) * (overcast ? uniform(random, 0.6, 1.1) : uniform(random, 0.25, 0.7));
    const float lamps = overcast ? uniform(random, 0.1, 0.5) : 1.0f;
    const int count = random.integer(1, 3);
    for (int i = 0; i < count; ++i) {
        Lamp lamp;
        lamp.light = {lampDirection(b, random), lamps * uniform(random, 0.3, 1.1) / (i == 0 ? 1.0f : 2.5f)};
        lamp.color = warmth(random, 0.08);
        if (i < 2) lamp.reach = lightMap(b, ground, lamp.light.towards, uniform(random, 0.03, 0.5), random.bits());
        s.lamps.push_back(std::move(lamp));
    }
    return s;
}

/// Multiplies the ground by the light that falls on it.
void lightGround(Canvas& canvas, const Buffers& b, const GroundMap& ground, const Setting& setting) {
    const FloatMap near = groundOpenness(b, 0.03f), wide = groundOpenness(b, 0.10f);
    for (size_t i = 0; i < canvas.size(); ++i) {
        const bool on = ground.depth.data[i] > 0.0f && !setting.held;
        Color light = setting.ambient * (on ? 0.5f + 0.25f * near.data[i] + 0.25f * wide.data[i] : 1.0f);
        for (const Lamp& lamp : setting.lamps) {
            const float facing = std::max(0.0f, dot(b.groundNormal, lamp.light.towards));
            const float reach = on && !lamp.reach.empty() && !b.mask.data[i] ? lamp.reach.data[i] : 1.0f;
            light += lamp.color * (lamp.light.strength * facing * reach);
        }
        canvas.set(i, product(canvas.get(i), light));
    }
}

void paintHandBehind(Canvas& canvas, const Hand& hand, const Setting& setting) {
    for (const Finger& f : hand.behind)
        paintFinger(canvas, f, hand.skin, setting.lamps.front().light.towards, luminance(setting.ambient), nullptr);
}

/// The steps every photograph goes through after the light has been gathered.
void develop(Canvas& canvas, const Buffers& b, const GroundMap& ground, Random& random) {
    const float size = static_cast<float>(canvas.width()) / 128.0f;
    if (random.chance(0.3)) defocus(canvas, b, ground, size * uniform(random, 0.3, 2.5));
    if (random.chance(0.6)) soften(canvas, uniform(random, 0.0, 0.2));
    if (random.chance(0.08)) blur(canvas, size * uniform(random, 0.4, 0.9));
    if (random.chance(0.05)) {
        const float angle = uniform(random, 0, 3.1415926);
        smear(canvas, {std::cos(angle), std::sin(angle)}, size * uniform(random, 1.0, 4.0));
    }
    if (random.chance(0.2)) distort(canvas, uniform(random, -0.015, 0.015));
    expose(canvas, random);
    if (random.chance(0.7)) addNoise(canvas, static_cast<float>(random.logUniform(0.002, 0.02)), random);
    if (random.chance(0.4)) sharpen(canvas, uniform(random, 0.2, 0.9));
}

}  // namespace

Canvas paintPhotograph(const Buffers& b, Random& random, Mask& mask) {
    const GroundMap ground = groundMap(b);
    const Setting setting = drawSetting(b, ground, random);
    Canvas canvas = paintGround(ground, random);
    lightGround(canvas, b, ground, setting);
    if (setting.held) blur(canvas, uniform(random, 0.0, 0.025) * static_cast<float>(canvas.width()));

    const Material material = drawMaterial(b, random);
    Canvas part = shadeMaterial(b, material, setting.ambient, setting.lamps, random);
    addMarks(part, b, random.child(kMarks));
    smoothInnerEdges(part, b);
    if (setting.clutter) paintClutter(canvas, b, ground, random);
    if (setting.twin) paintTwin(canvas, part, b, random);
    const Hand hand = setting.held ? drawHand(b, random) : Hand{};
    paintHandBehind(canvas, hand, setting);
    composite(canvas, part, b);

    Mask cover(b.width(), b.height(), 0);
    for (const Finger& f : hand.before)
        paintFinger(canvas, f, hand.skin, setting.lamps.front().light.towards, luminance(setting.ambient), &cover);
    if (setting.holder) paintHolder(canvas, b, random, &cover);
    for (size_t i = 0; i < mask.data.size(); ++i)
        if (cover.data[i]) mask.data[i] = 0;
    damageMask(mask, b, setting.held || setting.lamps.front().reach.empty() ? nullptr : &setting.lamps.front().reach,
               random);
    addPassingShadows(canvas, random.child(kShadows));
    develop(canvas, b, ground, random);
    return canvas;
}

}  // namespace img2cadseq::synth
