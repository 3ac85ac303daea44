#include "synth/mask_damage.h"

#include <cmath>

#include "synth/canvas.h"
#include "synth/noise.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

/// Moves the rim in and out by a wandering amount.
void roughen(Mask& mask, Random& random) {
    FloatMap soft(mask.width, mask.height);
    for (size_t i = 0; i < soft.data.size(); ++i) soft.data[i] = mask.data[i] ? 1.0f : 0.0f;
    blur(soft, uniform(random, 0.006, 0.02) * static_cast<float>(mask.width));
    const NoiseOffset noise{uniform(random, 0, 200), uniform(random, 0, 200)};
    const float scale = uniform(random, 8.0, 25.0) / static_cast<float>(mask.width), bias = uniform(random, -0.2, 0.2);
    for (size_t i = 0; i < mask.data.size(); ++i) {
        const size_t row = i / mask.width;
        const float u = static_cast<float>(i % mask.width), v = static_cast<float>(row);
        mask.data[i] = soft.data[i] > 0.5f + bias + 0.5f * (noise.layered(u * scale, v * scale, 2) - 0.5f) ? 255 : 0;
    }
}

/// Takes away the face under a random pixel of the part.
void loseFace(Mask& mask, const Buffers& b, Random& random) {
    for (int tries = 0; tries < 50; ++tries) {
        const size_t at = static_cast<size_t>(random.integer(0, static_cast<int>(mask.data.size()) - 1));
        if (!mask.data[at]) continue;
        size_t whole = 0, lost = 0;
        const auto same = [&](size_t i) {
            return b.block.data[i] == b.block.data[at] && b.face.data[i] == b.face.data[at];
        };
        for (size_t i = 0; i < mask.data.size(); ++i) {
            whole += mask.data[i] ? 1 : 0;
            lost += mask.data[i] && same(i) ? 1 : 0;
        }
        if (lost * 3 > whole) return;  // nobody would go on with such a mask
        for (size_t i = 0; i < mask.data.size(); ++i)
            if (same(i)) mask.data[i] = 0;
        return;
    }
}

/// A round bite out of the mask, or a round blob added to it.
void blot(Mask& mask, uint8_t value, Random& random) {
    const float u0 = uniform(random, 0.2, 0.8) * static_cast<float>(mask.width),
                v0 = uniform(random, 0.2, 0.8) * static_cast<float>(mask.height);
    const float radius = uniform(random, 0.03, 0.12) * static_cast<float>(mask.width);
    for (size_t i = 0; i < mask.data.size(); ++i) {
        const size_t row = i / mask.width;
        const float du = static_cast<float>(i % mask.width) - u0, dv = static_cast<float>(row) - v0;
        if (du * du + dv * dv < radius * radius) mask.data[i] = value;
    }
}

/// Everything that the border cannot reach belongs to the part.
void fillHoles(Mask& mask) {
    const int w = mask.width, h = mask.height;
    Mask outside(w, h, 0);
    std::vector<int> open;
    const auto visit = [&](int u, int v) {
        if (u < 0 || v < 0 || u >= w || v >= h || mask.at(u, v) || outside.at(u, v)) return;
        outside.at(u, v) = 1;
        open.push_back(v * w + u);
    };
    for (int u = 0; u < w; ++u) visit(u, 0), visit(u, h - 1);
    for (int v = 0; v < h; ++v) visit(0, v), visit(w - 1, v);
    while (!open.empty()) {
        const int u = open.back() % w, v = open.back() / w;
        open.pop_back();
        visit(u - 1, v), visit(u + 1, v), visit(u, v - 1), visit(u, v + 1);
    }
    for (size_t i = 0; i < mask.data.size(); ++i) mask.data[i] = outside.data[i] ? 0 : 255;
}

}  // namespace

void damageMask(Mask& mask, const Buffers& b, const FloatMap* shadow, Random& random) {
    const double pick = random.uniform();
    if (pick > 0.36) return;
    if (pick < 0.24) roughen(mask, random);
    if (pick > 0.10 && pick < 0.14) fillHoles(mask);
    if (pick > 0.14 && pick < 0.19) loseFace(mask, b, random);
    if (pick > 0.19 && pick < 0.24) blot(mask, random.chance(0.6) ? 0 : 255, random);
    if (pick > 0.24 && pick < 0.28 && shadow) {
        for (size_t i = 0; i < mask.data.size(); ++i)
            if (shadow->data[i] < 0.35f) mask.data[i] = 255;
    }
    if (pick > 0.28) fillHoles(mask);
}

}  // namespace img2cadseq::synth
