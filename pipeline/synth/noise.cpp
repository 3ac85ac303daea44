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

}  // namespace

float valueNoise(float x, float y) {
    const auto& table = lattice();
    const float fx = std::floor(x), fy = std::floor(y);
    float tx = x - fx, ty = y - fy;
    tx *= tx * (3.0f - 2.0f * tx);
    ty *= ty * (3.0f - 2.0f * ty);
    const int x0 = static_cast<int>(fx) & (kPeriod - 1), x1 = (x0 + 1) & (kPeriod - 1);
    const int y0 = (static_cast<int>(fy) & (kPeriod - 1)) * kPeriod, y1 = (y0 + kPeriod) & (kPeriod * kPeriod - 1);
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
