#pragma once
// Pictures in the making: three float planes in linear light, and the plain operations styles are built from.

#include <cstdint>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq::synth {

/// Linear-light red, green, blue; 1 is paper white.
using Color = Vec3f;

struct Canvas {
    FloatMap r, g, b;

    Canvas() = default;
    Canvas(int width, int height, const Color& fill = {});
    int width() const { return r.width; }
    int height() const { return r.height; }
    size_t size() const { return r.data.size(); }
    Color get(size_t i) const { return {r.data[i], g.data[i], b.data[i]}; }
    void set(size_t i, const Color& c) {
        r.data[i] = c.x;
        g.data[i] = c.y;
        b.data[i] = c.z;
    }
    /// Mixes `c` in with weight `alpha`.
    void mix(size_t i, const Color& c, float alpha) {
        r.data[i] += (c.x - r.data[i]) * alpha;
        g.data[i] += (c.y - g.data[i]) * alpha;
        b.data[i] += (c.z - b.data[i]) * alpha;
    }
};

/// A colour as people name it, 8-bit sRGB, in linear light.
Color fromSrgb(int red, int green, int blue);
/// Hue in turns, saturation and value in [0, 1], sRGB-like, in linear light.
Color fromHsv(double hue, double saturation, double value);
/// Clamped and encoded to sRGB.
Image toImage(const Canvas& canvas);

inline Color mixed(const Color& a, const Color& b, float t) { return a + (b - a) * t; }
inline Color product(const Color& a, const Color& b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
inline float luminance(const Color& c) { return 0.2126f * c.x + 0.7152f * c.y + 0.0722f * c.z; }
inline float clamp01(float x) { return x < 0.0f ? 0.0f : (x > 1.0f ? 1.0f : x); }
/// 0 below `low`, 1 above `high`, smooth between.
inline float smoothStep(float low, float high, float x) {
    const float t = clamp01((x - low) / (high - low));
    return t * t * (3.0f - 2.0f * t);
}

/// Gaussian-like blur: three box passes each way; sigma in pixels, borders repeat.
void blur(FloatMap& map, float sigma);
void blur(Canvas& canvas, float sigma);
/// Small blur by a 3-tap kernel (side weights `side`, centre 1 - 2 side), for sub-pixel softness.
void soften(FloatMap& map, float side);
void soften(Canvas& canvas, float side);
/// Bilinear enlargement to width x height.
FloatMap enlarged(const FloatMap& map, int width, int height);

}  // namespace img2cadseq::synth
