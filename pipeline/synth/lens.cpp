#include "synth/lens.h"

#include <algorithm>
#include <cmath>

#include "synth/noise.h"

namespace img2cadseq::synth {
namespace {

float uniform(Random& random, double low, double high) { return static_cast<float>(random.uniform(low, high)); }

float sampled(const FloatMap& map, float x, float y) {
    x = std::clamp(x, 0.0f, static_cast<float>(map.width - 1));
    y = std::clamp(y, 0.0f, static_cast<float>(map.height - 1));
    const int x0 = static_cast<int>(x), y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, map.width - 1), y1 = std::min(y0 + 1, map.height - 1);
    const float tx = x - static_cast<float>(x0), ty = y - static_cast<float>(y0);
    const float top = map.at(x0, y0) + (map.at(x1, y0) - map.at(x0, y0)) * tx;
    const float bottom = map.at(x0, y1) + (map.at(x1, y1) - map.at(x0, y1)) * tx;
    return top + (bottom - top) * ty;
}

}  // namespace

void defocus(Canvas& canvas, const Buffers& b, const GroundMap& ground, float strength) {
    const float focus = static_cast<float>(norm(b.camera.translation));
    Canvas soft = canvas;
    const float most = 0.022f * static_cast<float>(canvas.width());
    blur(soft, most);
    for (size_t i = 0; i < canvas.size(); ++i) {
        const float depth =
            b.mask.data[i] ? b.frontDepth.data[i] : (ground.depth.data[i] > 0.0f ? ground.depth.data[i] : 20.0f);
        const float circle = std::abs(depth - focus) * strength;
        canvas.mix(i, soft.get(i), smoothStep(0.15f, 1.0f, circle / most));
    }
}

void smear(Canvas& canvas, Vec2f direction, float length) {
    constexpr int kTaps = 5;
    for (FloatMap* plane : {&canvas.r, &canvas.g, &canvas.b}) {
        const FloatMap in = *plane;
        for (int y = 0; y < in.height; ++y) {
            for (int x = 0; x < in.width; ++x) {
                float sum = 0.0f;
                for (int k = 0; k < kTaps; ++k) {
                    const float way = length * (static_cast<float>(k) / (kTaps - 1) - 0.5f);
                    sum += sampled(in, static_cast<float>(x) + direction.x * way,
                                   static_cast<float>(y) + direction.y * way);
                }
                plane->at(x, y) = sum / kTaps;
            }
        }
    }
}

void distort(Canvas& canvas, float k) {
    const float half = 0.5f * static_cast<float>(canvas.width());
    const float cx = half - 0.5f, cy = 0.5f * static_cast<float>(canvas.height()) - 0.5f;
    for (FloatMap* plane : {&canvas.r, &canvas.g, &canvas.b}) {
        const FloatMap in = *plane;
        for (int y = 0; y < in.height; ++y) {
            for (int x = 0; x < in.width; ++x) {
                const float dx = (static_cast<float>(x) - cx) / half, dy = (static_cast<float>(y) - cy) / half;
                const float stretch = 1.0f + k * (dx * dx + dy * dy);
                plane->at(x, y) = sampled(in, cx + dx * stretch * half, cy + dy * stretch * half);
            }
        }
    }
}

void expose(Canvas& canvas, Random& random) {
    // Exposure follows the mean, as a camera's does, and misses it a little.
    double mean = 0.0;
    for (size_t i = 0; i < canvas.size(); i += 7) mean += luminance(canvas.get(i));
    const size_t taken = canvas.size() / 7 + 1;
    mean /= static_cast<double>(taken);
    const float aim = uniform(random, 0.28, 0.68);
    const float gain =
        static_cast<float>(std::pow(aim / std::max(0.02, mean), 0.65) * std::exp(random.normal(0.0, 0.15)));
    const float warm = static_cast<float>(std::exp(random.normal(0.0, 0.09))),
                tint = static_cast<float>(std::exp(random.normal(0.0, 0.03)));
    const float saturation = uniform(random, 0.7, 1.15), contrast = uniform(random, 0.0, 0.9),
                fall = uniform(random, 0.0, 0.35);
    const float black = random.chance(0.3) ? -uniform(random, 0.0, 0.03) : uniform(random, 0.0, 0.02);
    const int w = canvas.width(), h = canvas.height();
    for (int v = 0; v < h; ++v) {
        const float dy = (static_cast<float>(v) + 0.5f) / static_cast<float>(h) - 0.5f;
        for (int u = 0; u < w; ++u) {
            const size_t i = static_cast<size_t>(v) * w + u;
            const float dx = (static_cast<float>(u) + 0.5f) / static_cast<float>(w) - 0.5f;
            const float g = gain * (1.0f - fall * 2.0f * (dx * dx + dy * dy));
            Color c = canvas.get(i);
            c = {c.x * g * warm, c.y * g * tint, c.z * g / warm};
            const float y = luminance(c);
            c = mixed({y, y, y}, c, saturation);
            const auto tone = [&](float x) {
                x = std::max(0.0f, (x - black) / (1.0f - black));
                x = x > 0.7f ? 0.7f + 0.3f * (1.0f - 1.0f / (1.0f + (x - 0.7f) / 0.3f)) : x;  // shoulder
                return x + contrast * (x * x * (3.0f - 2.0f * x) - x);
            };
            canvas.set(i, {tone(c.x), tone(c.y), tone(c.z)});
        }
    }
}

void addNoise(Canvas& canvas, float strength, Random& random) {
    // A small generator of its own: three numbers a pixel from a counter would cost more than the rest of the style.
    uint32_t state = random.bits() | 1u;
    const auto next = [&] {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        const uint32_t x = state;
        // Sum of four bytes: near enough to normal, mean 0, deviation 1.
        return (static_cast<float>((x & 255) + (x >> 8 & 255) + (x >> 16 & 255) + (x >> 24)) - 510.0f) *
               (1.0f / 147.8f);
    };
    FloatMap red(canvas.width(), canvas.height()), blue = red;
    for (float& x : red.data) x = next();
    for (float& x : blue.data) x = next();
    soften(red, 0.25f);
    soften(blue, 0.25f);
    for (size_t i = 0; i < canvas.size(); ++i) {
        const Color c = canvas.get(i);
        const float amount = strength * (0.04f + std::sqrt(std::max(0.0f, luminance(c))));
        const float grey = next() * amount;
        canvas.set(i,
                   {c.x + grey + 1.2f * amount * red.data[i], c.y + grey, c.z + grey + 1.5f * amount * blue.data[i]});
    }
}

void sharpen(Canvas& canvas, float amount) {
    for (FloatMap* plane : {&canvas.r, &canvas.g, &canvas.b}) {
        FloatMap soft = *plane;
        soften(soft, 0.25f);
        for (size_t i = 0; i < soft.data.size(); ++i) {
            float& x = plane->data[i];
            x = std::max(0.0f, x + amount * (x - soft.data[i]));
        }
    }
}

}  // namespace img2cadseq::synth
