#include "synth/occluders.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "synth/noise.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

Color drawSkin(Random& random) {
    static const std::array<std::array<int, 3>, 7> tones{{{240, 195, 170},
                                                          {230, 175, 150},
                                                          {215, 160, 130},
                                                          {195, 135, 105},
                                                          {160, 105, 75},
                                                          {120, 75, 55},
                                                          {80, 50, 38}}};
    const auto& k = tones[random.integer(0, 6)];
    return fromSrgb(k[0], k[1], k[2]) * uniform(random, 0.85, 1.1);
}

/// The part's rectangle in the picture.
Box2 rectangleOf(const Buffers& b) {
    Box2 box;
    for (int v = 0; v < b.height(); ++v)
        for (int u = 0; u < b.width(); ++u)
            if (b.mask.at(u, v)) box.add(Vec2{u + 0.5, v + 0.5});
    return box;
}

/// A pixel of the part's rim: the first one met from outside along a ray towards its middle.
Vec2f rimPoint(const Buffers& b, const Vec2f& middle, float angle, float inward) {
    const Vec2f d{std::cos(angle), std::sin(angle)};
    float way = 0.8f * static_cast<float>(b.width());
    for (; way > 0.0f; way -= 1.0f) {
        const int u = static_cast<int>(middle.x + d.x * way), v = static_cast<int>(middle.y + d.y * way);
        if (u >= 0 && v >= 0 && u < b.width() && v < b.height() && b.mask.at(u, v)) break;
    }
    return middle + d * (way - inward);
}

/// Nearest point of the finger's axis and the distance to it, as shares of length and radius.
struct Across {
    float along, distance, side;
};
Across acrossFinger(const Finger& f, const Vec2f& p) {
    const Vec2f axis = f.tip - f.root;
    const float length = norm(axis);
    const Vec2f d = axis / length, q = p - f.root;
    const float t = std::clamp(dot(q, d), 0.0f, length);
    const float taper = f.radius * (1.0f - 0.22f * t / length);
    return {t / length, norm(q - d * t) / taper, cross(d, q) / taper};
}

/// Share of the part that a finger would hide.
double hiddenShare(const Finger& f, const Buffers& b) {
    size_t hidden = 0, seen = 0;
    for (int v = 0; v < b.height(); ++v) {
        for (int u = 0; u < b.width(); ++u) {
            if (!b.mask.at(u, v)) continue;
            ++seen;
            hidden += acrossFinger(f, {static_cast<float>(u), static_cast<float>(v)}).distance < 1.0f ? 1 : 0;
        }
    }
    return seen > 0 ? static_cast<double>(hidden) / static_cast<double>(seen) : 1.0;
}

}  // namespace

Hand drawHand(const Buffers& b, Random& random) {
    Hand hand;
    hand.skin = drawSkin(random);
    const Box2 box = rectangleOf(b);
    if (box.empty()) return hand;
    const Vec2f middle = cast<float>(box.center());
    const float size = static_cast<float>(b.width());
    const float radius = size * uniform(random, 0.09, 0.2);
    const float from = uniform(random, 0.0, 6.2831853);
    // Fingers of one hand come from about the same side; the thumb from another.
    const auto finger = [&](float angle, float way, float inward, bool nail) {
        const Vec2f tip = rimPoint(b, middle, angle, inward);
        const Vec2f root = tip + Vec2f{std::cos(way), std::sin(way)} * (1.4f * size);
        return Finger{root, tip, radius * uniform(random, 0.85, 1.15), uniform(random, 0.02, 0.35), nail};
    };
    const float way = from + uniform(random, -0.7, 0.7);
    const int count = random.integer(1, 3);
    for (int i = 0; i < count; ++i) {
        const float spread = static_cast<float>(i - 1);
        hand.behind.push_back(
            finger(from + 0.5f * spread, way + 0.12f * spread, radius * uniform(random, 0.2, 2.2), false));
    }
    if (random.chance(0.35)) {
        hand.behind.push_back(finger(from, way, -0.5f * radius, false));
        hand.behind.back().radius *= 2.6f;
    }
    if (random.chance(0.7)) {
        const float side = from + uniform(random, 0.8, 3.6);
        hand.before.push_back(
            finger(side, way + uniform(random, 0.3, 1.6), radius * uniform(random, 0.0, 0.8), random.chance(0.6)));
    }
    if (random.chance(0.3)) {
        const float side = from + uniform(random, -0.6, 0.6);
        hand.before.push_back(finger(side, way, radius * uniform(random, -0.2, 0.5), random.chance(0.5)));
    }
    constexpr double kMostHidden = 0.3;
    std::erase_if(hand.before, [&](const Finger& f) { return hiddenShare(f, b) > kMostHidden; });
    return hand;
}

void paintFinger(Canvas& canvas, const Finger& f, const Color& skin, const Vec3f& towardsLight, float ambient,
                 Mask* cover) {
    const int w = canvas.width(), h = canvas.height();
    const Vec2f axis = normalized(f.tip - f.root), normal = perpendicular(axis);
    const float soft = f.softness + 1.2f / f.radius;
    for (int v = 0; v < h; ++v) {
        for (int u = 0; u < w; ++u) {
            const Vec2f p{static_cast<float>(u) + 0.5f, static_cast<float>(v) + 0.5f};
            const Across a = acrossFinger(f, p);
            if (a.distance > 1.0f + soft) continue;
            const float ridge = std::sqrt(std::max(0.0f, 1.0f - std::min(1.0f, a.distance * a.distance)));
            const float beyond = dot(p - f.tip, axis) / f.radius;
            const Vec2f flat = normal * std::clamp(a.side, -1.0f, 1.0f) + axis * std::max(0.0f, beyond);
            const Vec3f n{flat.x, flat.y, -ridge};
            const float lit =
                ambient * (0.45f + 0.4f * ridge - 0.2f * n.y) + 0.75f * std::max(0.0f, dot(n, towardsLight));
            const float pores = valueNoise(p.x * 0.35f, p.y * 0.35f) * 0.12f + 0.94f;
            Color c = skin * (lit * pores);
            c = product(c, mixed({1.0f, 0.62f, 0.52f}, {1, 1, 1}, 0.35f + 0.65f * ridge));
            if (f.nail && beyond < 0.45f && beyond > -0.95f && std::abs(a.side) < 0.55f) {
                const float x = a.side / 0.55f, y = (beyond + 0.25f) / 0.7f;
                const float inside = smoothStep(1.0f, 0.7f, x * x * x * x + y * y * y * y);
                const Color nail = mixed(product(skin, {1.15f, 1.05f, 1.05f}), Color{0.85f, 0.62f, 0.55f}, 0.2f);
                c = mixed(c, nail * (0.2f + lit), 0.6f * inside);
            }
            const float alpha = clamp01((1.0f + soft - a.distance) / soft);
            const size_t i = static_cast<size_t>(v) * w + u;
            canvas.mix(i, c, alpha);
            if (cover && alpha > 0.5f) cover->data[i] = 255;
        }
    }
}

void paintHolder(Canvas& canvas, const Buffers& b, Random& random, Mask* cover) {
    const Box2 box = rectangleOf(b);
    if (box.empty()) return;
    const float size = static_cast<float>(b.width());
    const float angle = uniform(random, 0.0, 6.2831853);
    const Vec2f tip = rimPoint(b, cast<float>(box.center()), angle, size * uniform(random, 0.0, 0.05));
    const Vec2f d{std::cos(angle), std::sin(angle)}, n = perpendicular(d);
    const float half = size * uniform(random, 0.02, 0.08);
    const Color metal = fromHsv(random.uniform(), random.uniform(0.0, 0.3), random.uniform(0.15, 0.8));
    for (size_t i = 0; i < canvas.size(); ++i) {
        const size_t row = i / b.width();
        const Vec2f p = Vec2f{static_cast<float>(i % b.width()) + 0.5f, static_cast<float>(row) + 0.5f} - tip;
        const float along = dot(p, d), side = dot(p, n) / half;
        if (along < 0.0f || std::abs(side) > 1.0f) continue;
        canvas.set(i, metal * (0.35f + 0.65f * std::sqrt(1.0f - side * side) + 0.25f * side));
        if (cover) cover->data[i] = 255;
    }
}

}  // namespace img2cadseq::synth
