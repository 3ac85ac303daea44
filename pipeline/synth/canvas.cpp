#include "synth/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace img2cadseq::synth {
namespace {

float decode(float srgb) { return srgb <= 0.04045f ? srgb / 12.92f : std::pow((srgb + 0.055f) / 1.055f, 2.4f); }
float encode(float linear) {
    return linear <= 0.0031308f ? 12.92f * linear : 1.055f * std::pow(linear, 1.0f / 2.4f) - 0.055f;
}

constexpr int kCodes = 4096;

/// sRGB bytes of sqrt-spaced linear values, so that the dark end is fine enough.
const std::array<uint8_t, kCodes + 1>& encodeTable() {
    static const auto table = [] {
        std::array<uint8_t, kCodes + 1> made{};
        for (int i = 0; i <= kCodes; ++i) {
            const float root = static_cast<float>(i) / kCodes;
            made[i] = static_cast<uint8_t>(std::lround(255.0f * clamp01(encode(root * root))));
        }
        return made;
    }();
    return table;
}

/// One horizontal box pass with a fractional radius, from `in` to `out`.
void boxRow(const float* in, float* out, int n, int stride, float radius) {
    const int whole = static_cast<int>(radius);
    const float part = radius - static_cast<float>(whole), scale = 1.0f / (2.0f * radius + 1.0f);
    const auto at = [&](int i) { return in[std::clamp(i, 0, n - 1) * stride]; };
    float sum = 0.0f;
    for (int i = -whole; i <= whole; ++i) sum += at(i);
    for (int i = 0; i < n; ++i) {
        out[i * stride] = scale * (sum + part * (at(i - whole - 1) + at(i + whole + 1)));
        sum += at(i + whole + 1) - at(i - whole);
    }
}

void boxRows(FloatMap& map, std::vector<float>& row, float radius) {
    row.resize(static_cast<size_t>(map.width));
    for (int y = 0; y < map.height; ++y) {
        float* line = &map.at(0, y);
        std::copy_n(line, map.width, row.begin());
        boxRow(row.data(), line, map.width, 1, radius);
    }
}

/// The same down the columns, all columns at once so that the inner loop runs along rows.
void boxColumns(FloatMap& map, float radius) {
    const FloatMap in = map;
    const int w = map.width, h = map.height, whole = static_cast<int>(radius);
    const float part = radius - static_cast<float>(whole), scale = 1.0f / (2.0f * radius + 1.0f);
    const auto line = [&](int y) { return in.data.data() + static_cast<size_t>(std::clamp(y, 0, h - 1)) * w; };
    std::vector<float> sum(static_cast<size_t>(w), 0.0f);
    for (int y = -whole; y <= whole; ++y) {
        const float* add = line(y);
        for (int x = 0; x < w; ++x) sum[x] += add[x];
    }
    for (int y = 0; y < h; ++y) {
        const float *before = line(y - whole - 1), *after = line(y + whole + 1), *drop = line(y - whole);
        float* out = &map.at(0, y);
        for (int x = 0; x < w; ++x) {
            out[x] = scale * (sum[x] + part * (before[x] + after[x]));
            sum[x] += after[x] - drop[x];
        }
    }
}

}  // namespace

Canvas::Canvas(int width, int height, const Color& fill)
    : r(width, height, fill.x), g(width, height, fill.y), b(width, height, fill.z) {}

Color fromSrgb(int red, int green, int blue) {
    return {decode(static_cast<float>(red) / 255.0f), decode(static_cast<float>(green) / 255.0f),
            decode(static_cast<float>(blue) / 255.0f)};
}

Color fromHsv(double hue, double saturation, double value) {
    const auto channel = [&](double shift) {
        const double k = std::fmod(shift + hue * 6.0, 6.0);
        return decode(static_cast<float>(value * (1.0 - saturation * std::clamp(std::min(k, 4.0 - k), 0.0, 1.0))));
    };
    return {channel(5.0), channel(3.0), channel(1.0)};
}

Image toImage(const Canvas& canvas) {
    const auto& table = encodeTable();
    Image image(canvas.width(), canvas.height());
    const auto code = [&](float x) { return table[static_cast<size_t>(std::sqrt(clamp01(x)) * kCodes + 0.5f)]; };
    for (size_t i = 0; i < canvas.size(); ++i)
        image.data[i] = {code(canvas.r.data[i]), code(canvas.g.data[i]), code(canvas.b.data[i])};
    return image;
}

void blur(FloatMap& map, float sigma) {
    if (sigma < 0.05f || map.empty()) return;
    // Three boxes of width w have variance (w^2 - 1) / 4.
    const float radius = 0.5f * (std::sqrt(4.0f * sigma * sigma + 1.0f) - 1.0f);
    std::vector<float> row;
    for (int pass = 0; pass < 3; ++pass) {
        boxRows(map, row, radius);
        boxColumns(map, radius);
    }
}

void blur(Canvas& canvas, float sigma) {
    blur(canvas.r, sigma);
    blur(canvas.g, sigma);
    blur(canvas.b, sigma);
}

void soften(FloatMap& map, float side) {
    const int w = map.width, h = map.height;
    const float middle = 1.0f - 2.0f * side;
    FloatMap in = map;
    for (int y = 0; y < h; ++y) {
        const float* from = &map.at(0, y);
        float* to = &in.at(0, y);
        for (int x = 1; x + 1 < w; ++x) to[x] = middle * from[x] + side * (from[x - 1] + from[x + 1]);
    }
    for (int y = 1; y + 1 < h; ++y) {
        const float *up = &in.at(0, y - 1), *from = &in.at(0, y), *down = &in.at(0, y + 1);
        float* to = &map.at(0, y);
        for (int x = 0; x < w; ++x) to[x] = middle * from[x] + side * (up[x] + down[x]);
    }
}

void soften(Canvas& canvas, float side) {
    soften(canvas.r, side);
    soften(canvas.g, side);
    soften(canvas.b, side);
}

FloatMap enlarged(const FloatMap& map, int width, int height) {
    FloatMap out(width, height);
    const float sx = static_cast<float>(map.width) / static_cast<float>(width);
    const float sy = static_cast<float>(map.height) / static_cast<float>(height);
    for (int y = 0; y < height; ++y) {
        const float fy =
            std::clamp((static_cast<float>(y) + 0.5f) * sy - 0.5f, 0.0f, static_cast<float>(map.height - 1));
        const int y0 = static_cast<int>(fy), y1 = std::min(y0 + 1, map.height - 1);
        const float ty = fy - static_cast<float>(y0);
        for (int x = 0; x < width; ++x) {
            const float fx =
                std::clamp((static_cast<float>(x) + 0.5f) * sx - 0.5f, 0.0f, static_cast<float>(map.width - 1));
            const int x0 = static_cast<int>(fx), x1 = std::min(x0 + 1, map.width - 1);
            const float tx = fx - static_cast<float>(x0);
            const float top = map.at(x0, y0) + (map.at(x1, y0) - map.at(x0, y0)) * tx;
            const float bottom = map.at(x0, y1) + (map.at(x1, y1) - map.at(x0, y1)) * tx;
            out.at(x, y) = top + (bottom - top) * ty;
        }
    }
    return out;
}

}  // namespace img2cadseq::synth
