#include "synth/jpeg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace img2cadseq::synth {
namespace {

using Block = std::array<float, 64>;

constexpr std::array<int, 64> kLuma{16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                                    14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                                    18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                                    49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr std::array<int, 64> kChroma{17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
                                      24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                                      99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                                      99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

Block scaledTable(const std::array<int, 64>& table, int quality) {
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    Block result;
    for (int i = 0; i < 64; ++i) result[i] = static_cast<float>(std::clamp((table[i] * scale + 50) / 100, 1, 255));
    return result;
}

/// Row k: the k-th orthonormal cosine over eight points.
const Block& cosines() {
    static const Block table = [] {
        Block made{};
        for (int k = 0; k < 8; ++k) {
            for (int n = 0; n < 8; ++n)
                made[k * 8 + n] = static_cast<float>(std::sqrt((k == 0 ? 1.0 : 2.0) / 8.0) *
                                                     std::cos(std::numbers::pi * (2 * n + 1) * k / 16.0));
        }
        return made;
    }();
    return table;
}

/// out = a * b, or a^T * b.
template <bool Transposed>
void multiply(const Block& a, const Block& b, Block& out) {
    for (int i = 0; i < 8; ++i) {
        float row[8] = {};
        for (int k = 0; k < 8; ++k) {
            const float f = Transposed ? a[k * 8 + i] : a[i * 8 + k];
            for (int j = 0; j < 8; ++j) row[j] += f * b[k * 8 + j];
        }
        std::copy_n(row, 8, &out[i * 8]);
    }
}

Block transposed(const Block& a) {
    Block t;
    for (int i = 0; i < 8; ++i)
        for (int j = 0; j < 8; ++j) t[j * 8 + i] = a[i * 8 + j];
    return t;
}

void quantiseBlock(Block& block, const Block& table) {
    static const Block c = cosines(), ct = transposed(cosines());
    Block half, whole;
    multiply<false>(c, block, half);
    multiply<false>(half, ct, whole);
    for (int i = 0; i < 64; ++i) whole[i] = std::nearbyint(whole[i] / table[i]) * table[i];
    multiply<true>(c, whole, half);
    multiply<false>(half, c, block);
}

/// Runs over a plane in blocks; the rim repeats where the size is no multiple of eight.
void degradePlane(FloatMap& plane, const Block& table) {
    for (int y = 0; y < plane.height; y += 8) {
        for (int x = 0; x < plane.width; x += 8) {
            Block block;
            for (int j = 0; j < 8; ++j)
                for (int i = 0; i < 8; ++i)
                    block[j * 8 + i] = plane.at(std::min(x + i, plane.width - 1), std::min(y + j, plane.height - 1));
            quantiseBlock(block, table);
            for (int j = 0; j < 8 && y + j < plane.height; ++j)
                for (int i = 0; i < 8 && x + i < plane.width; ++i) plane.at(x + i, y + j) = block[j * 8 + i];
        }
    }
}

}  // namespace

void degradeLikeJpeg(Image& image, int quality) {
    const int w = image.width, h = image.height, hw = (w + 1) / 2, hh = (h + 1) / 2;
    FloatMap luma(w, h), cb(hw, hh), cr(hw, hh);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const Rgb p = image.at(x, y);
            luma.at(x, y) = 0.299f * p.r + 0.587f * p.g + 0.114f * p.b - 128.0f;
            cb.at(x / 2, y / 2) += 0.25f * (-0.168736f * p.r - 0.331264f * p.g + 0.5f * p.b);
            cr.at(x / 2, y / 2) += 0.25f * (0.5f * p.r - 0.418688f * p.g - 0.081312f * p.b);
        }
    }
    quality = std::clamp(quality, 1, 100);
    degradePlane(luma, scaledTable(kLuma, quality));
    const Block chroma = scaledTable(kChroma, quality);
    degradePlane(cb, chroma);
    degradePlane(cr, chroma);
    const auto byte = [](float x) { return static_cast<uint8_t>(std::clamp(x + 0.5f, 0.0f, 255.0f)); };
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const float l = luma.at(x, y) + 128.0f, b = cb.at(x / 2, y / 2), r = cr.at(x / 2, y / 2);
            image.at(x, y) = {byte(l + 1.402f * r), byte(l - 0.344136f * b - 0.714136f * r), byte(l + 1.772f * b)};
        }
    }
}

}  // namespace img2cadseq::synth
