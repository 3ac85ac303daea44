#include "synth/noise.h"

#include <array>
#include <cmath>

#include "core/random.h"

namespace img2cadseq::synth {
namespace {

constexpr int kPeriod = 256;

const std::array<float, kPeriod * kPeriod>& lattice() {
    static const auto table = [] {
        std::array<float, kPeriod * kPeriod> made{};
        Random random(0x6E6F697365ull);
        for (float& x : made) x = static_cast<float>(random.bits() >> 8) * (1.0f / 16777216.0f);
        return made;
    }();
    return table;
}

float clamped(float t) { return t < 0.0f ? 0.0f : (t > 1.0f ? 1.0f : t); }

}  // namespace

float valueNoise(float x, float y) {
    const auto& table = lattice();
    // Whole part without a call to floor; the lattice is periodic, so only |x| < 65536 matters.
    const int ix = static_cast<int>(x + 65536.0f) - 65536, iy = static_cast<int>(y + 65536.0f) - 65536;
    float tx = clamped(x - static_cast<float>(ix)), ty = clamped(y - static_cast<float>(iy));
    tx *= tx * (3.0f - 2.0f * tx);
    ty *= ty * (3.0f - 2.0f * ty);
    const int x0 = ix & (kPeriod - 1), x1 = (x0 + 1) & (kPeriod - 1);
    const int y0 = (iy & (kPeriod - 1)) * kPeriod, y1 = (y0 + kPeriod) & (kPeriod * kPeriod - 1);
    const float top = table[y0 + x0] + (table[y0 + x1] - table[y0 + x0]) * tx;
    const float bottom = table[y1 + x0] + (table[y1 + x1] - table[y1 + x0]) * tx;
    return top + (bottom - top) * ty;
}

float layeredNoise(float x, float y, int octaves) {
    float sum = 0.0f, weight = 0.5f, total = 0.0f;
    for (int i = 0; i < octaves; ++i) {
        sum += weight * valueNoise(x, y);
        total += weight;
        weight *= 0.5f;
        x = 2.03f * x + 17.3f;
        y = 2.03f * y - 9.7f;
    }
    return sum / total;
}

}  // namespace img2cadseq::synth
