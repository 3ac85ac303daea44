#include "learn/picture_changes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nn/drawing.h"
#include "synth/canvas.h"

namespace img2cadseq::learn {

Image drawn(const synth::Buffers& b, Random random) {
    constexpr int kCell = 2;  // pixels of the picture; as large as the lifter says edges
    const int side = b.edges.width / kCell;
    FloatMap edges(side, side);
    const double outline = random.uniform(0.6, 1.0), crease = random.uniform(0.15, 1.0);
    for (int y = 0; y < b.edges.height; ++y)
        for (int x = 0; x < b.edges.width; ++x) {
            const auto edge = static_cast<synth::Edge>(b.edges.at(x, y));
            if (edge == synth::Edge::None || edge == synth::Edge::Smooth) continue;
            const bool inner = edge == synth::Edge::Ridge || edge == synth::Edge::Valley;
            float& cell = edges.at(x / kCell, y / kCell);
            cell = std::max(cell, static_cast<float>(inner ? outline * crease : outline));
        }
    const int blots = random.integer(0, 6);
    for (int k = 0; k < blots; ++k) {
        const double cx = random.uniform(0, side), cy = random.uniform(0, side), r = random.uniform(3, 14);
        const double left = random.chance(0.7) ? random.uniform(0.0, 0.5) : 1.0;
        const double haze = left == 1.0 ? random.uniform(0.05, 0.3) : 0.0;
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x) {
                const double near = std::exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (r * r));
                float& cell = edges.at(x, y);
                cell = static_cast<float>(cell * (1.0 - near * (1.0 - left)) + haze * near * random.uniform());
            }
    }
    synth::soften(edges, static_cast<float>(random.uniform(0.0, 0.3)));
    return nn::drawingOf(edges, b.edges.width);
}

void developOtherwise(Image& picture, Random random) {
    double mean = 0.0;
    for (const Rgb& p : picture.data) mean += (p.r + p.g + p.b) / 765.0;
    mean /= static_cast<double>(picture.data.size());
    const double contrast = random.logUniform(0.35, 1.6), brighter = random.uniform(-0.12, 0.12);
    const double gamma = random.logUniform(0.6, 1.6);
    const bool grey = random.chance(0.12);
    uint8_t curve[256];
    for (int i = 0; i < 256; ++i) {
        const double stretched = mean + contrast * (i / 255.0 - mean) + brighter;
        curve[i] = static_cast<uint8_t>(std::lround(255.0 * std::pow(std::clamp(stretched, 0.0, 1.0), gamma)));
    }
    for (Rgb& p : picture.data) {
        if (grey) p.r = p.g = p.b = static_cast<uint8_t>((p.r + 2 * p.g + p.b) / 4);
        p = {curve[p.r], curve[p.g], curve[p.b]};
    }
}

void seeSmall(Image& picture, Random random, double most) {
    const int side = picture.width, cells = static_cast<int>(side / random.logUniform(1.3, most));
    const bool smooth = random.chance(0.5);
    std::vector<Vec3f> coarse(static_cast<size_t>(cells) * static_cast<size_t>(cells));
    const auto edge = [&](int i) { return i * side / cells; };
    const auto index = [&](int u, int v) {
        return static_cast<size_t>(v) * static_cast<size_t>(cells) + static_cast<size_t>(u);
    };
    for (int v = 0; v < cells; ++v)
        for (int u = 0; u < cells; ++u) {
            const int right = smooth ? edge(u + 1) : edge(u) + 1, low = smooth ? edge(v + 1) : edge(v) + 1;
            Vec3f sum{};
            for (int y = edge(v); y < low; ++y)
                for (int x = edge(u); x < right; ++x) {
                    const Rgb& p = picture.at(x, y);
                    sum = sum + Vec3f{static_cast<float>(p.r), static_cast<float>(p.g), static_cast<float>(p.b)};
                }
            coarse[index(u, v)] = sum / static_cast<float>((right - edge(u)) * (low - edge(v)));
        }
    const auto between = [&](int i, int& first) {
        const float place =
            (static_cast<float>(i) + 0.5f) * static_cast<float>(cells) / static_cast<float>(side) - 0.5f;
        first = std::clamp(static_cast<int>(std::floor(place)), 0, cells - 2);
        return std::clamp(place - static_cast<float>(first), 0.0f, 1.0f);
    };
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            int u = 0, v = 0;
            const float s = between(x, u), t = between(y, v);
            const Vec3f* at = &coarse[index(u, v)];
            const Vec3f c =
                (at[0] * (1.0f - s) + at[1] * s) * (1.0f - t) + (at[cells] * (1.0f - s) + at[cells + 1] * s) * t;
            const auto level = [](float value) {
                return static_cast<uint8_t>(std::lround(std::clamp(value, 0.0f, 255.0f)));
            };
            picture.at(x, y) = {level(c.x), level(c.y), level(c.z)};
        }
}

void endInside(Image& picture, const Mask& mask, Random random) {
    int low[2] = {picture.width, picture.height}, high[2] = {-1, -1};
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            if (!mask.at(x, y)) continue;
            low[0] = std::min(low[0], x), high[0] = std::max(high[0], x);
            low[1] = std::min(low[1], y), high[1] = std::max(high[1], y);
        }
    if (high[0] < 0) return;
    int first[2] = {0, 0}, last[2] = {picture.width - 1, picture.height - 1};
    for (int a = 0; a < 2; ++a) {
        if (random.chance(0.5)) first[a] = static_cast<int>(random.uniform(0.0, low[a] + 1.0));
        if (random.chance(0.5)) last[a] -= static_cast<int>(random.uniform(0.0, last[a] - high[a] + 1.0));
    }
    const Image whole = picture;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            picture.at(x, y) = whole.at(std::clamp(x, first[0], last[0]), std::clamp(y, first[1], last[1]));
}

}  // namespace img2cadseq::learn
