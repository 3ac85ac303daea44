#pragma once
// Maps at a smaller size. Private to fit/.

#include <algorithm>

#include "geometry/raster.h"

namespace img2cadseq {

/// Calls f(x, y, x0, y0, x1, y1) for each pixel of a `size` x `size` picture with the pixels of `map` that it covers.
template <class T, class F>
void forEachReduced(const Raster<T>& map, int size, const F& f) {
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const int x0 = x * map.width / size, y0 = y * map.height / size;
            f(x, y, x0, y0, std::max(x0 + 1, (x + 1) * map.width / size),
              std::max(y0 + 1, (y + 1) * map.height / size));
        }
}

/// Set where at least half of what a pixel covers is.
inline Mask reducedMask(const Mask& mask, int size) {
    Mask out(size, size);
    forEachReduced(mask, size, [&](int x, int y, int x0, int y0, int x1, int y1) {
        int in = 0;
        for (int v = y0; v < y1; ++v)
            for (int u = x0; u < x1; ++u) in += mask.at(u, v) != 0;
        out.at(x, y) = 2 * in >= (x1 - x0) * (y1 - y0) ? 255 : 0;
    });
    return out;
}

/// The value in the middle of what a pixel covers.
template <class T>
Raster<T> reducedNearest(const Raster<T>& map, int size) {
    Raster<T> out(size, size);
    forEachReduced(map, size, [&](int x, int y, int x0, int y0, int x1, int y1) {
        out.at(x, y) = map.at((x0 + x1 - 1) / 2, (y0 + y1 - 1) / 2);
    });
    return out;
}

}  // namespace img2cadseq
