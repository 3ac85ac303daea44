#include "nn/drawing.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq::nn {

Image drawingOf(const FloatMap& edges, int side) {
    Image image(side, side);
    const float scale = static_cast<float>(edges.width) / static_cast<float>(side);
    const auto at = [&](int x, int y) {
        return edges.at(std::clamp(x, 0, edges.width - 1), std::clamp(y, 0, edges.height - 1));
    };
    for (int v = 0; v < side; ++v)
        for (int u = 0; u < side; ++u) {
            const float x = (static_cast<float>(u) + 0.5f) * scale - 0.5f,
                        y = (static_cast<float>(v) + 0.5f) * scale - 0.5f;
            const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
            const float s = x - static_cast<float>(x0), t = y - static_cast<float>(y0);
            const float top = at(x0, y0) + s * (at(x0 + 1, y0) - at(x0, y0)),
                        bottom = at(x0, y0 + 1) + s * (at(x0 + 1, y0 + 1) - at(x0, y0 + 1));
            const float ink = std::clamp(top + t * (bottom - top), 0.0f, 1.0f);
            const auto grey = static_cast<uint8_t>(std::lround(255.0f * (1.0f - ink)));
            image.at(u, v) = {grey, grey, grey};
        }
    return image;
}

}  // namespace img2cadseq::nn
