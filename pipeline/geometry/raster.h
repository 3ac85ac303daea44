#pragma once
// Pictures as plain data: row-major, row 0 at the top.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace img2cadseq {

template <class T>
struct Raster {
    int width = 0, height = 0;
    std::vector<T> data;  ///< width * height values

    Raster() = default;
    Raster(int w, int h, T fill = {}) : width(w), height(h), data(static_cast<size_t>(w) * h, fill) {}
    bool empty() const { return data.empty(); }
    T& at(int x, int y) { return data[static_cast<size_t>(y) * width + x]; }
    const T& at(int x, int y) const { return data[static_cast<size_t>(y) * width + x]; }
};

struct Rgb {
    uint8_t r = 0, g = 0, b = 0;
    bool operator==(const Rgb&) const = default;
};

using Image = Raster<Rgb>;       ///< sRGB, 8 bit
using Mask = Raster<uint8_t>;    ///< 0 background, 255 object
using FloatMap = Raster<float>;  ///< depth, confidence, ...

/// IoU of two masks of one size; 0 where both are empty.
inline double maskIou(const Mask& a, const Mask& b) {
    size_t both = 0, any = 0;
    for (size_t i = 0; i < a.data.size() && i < b.data.size(); ++i) {
        both += a.data[i] && b.data[i];
        any += a.data[i] || b.data[i];
    }
    return any ? static_cast<double>(both) / static_cast<double>(any) : 0.0;
}

}  // namespace img2cadseq
