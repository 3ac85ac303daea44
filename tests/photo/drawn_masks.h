#pragma once
// Masks of the shared photographs, drawn by hand (tests/photo/masks: the part without its see-through holes and without
// what covers it, such as fingers, pins and the o-ring).

#include <algorithm>
#include <filesystem>
#include <vector>

#include "geometry/raster.h"
#include "photo/photo.h"
#include "support/data.h"

namespace img2cadseq::test {

struct DrawnMask {
    std::filesystem::path photograph;
    Mask truth;  ///< smaller than the photograph
};

/// Of all 23 photographs; empty where the photographs are absent.
inline std::vector<DrawnMask> drawnMasks() {
    std::vector<DrawnMask> all;
    const std::filesystem::path photos = sharedData("photos");
    if (!std::filesystem::exists(photos)) return all;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "tests/photo/masks"))
        all.push_back({photos / (entry.path().stem().string() + ".jpg"), readMask(entry.path())});
    std::sort(all.begin(), all.end(),
              [](const DrawnMask& a, const DrawnMask& b) { return a.photograph < b.photograph; });
    return all;
}

/// IoU with a mask of any size, which is sampled at the middle of each pixel of the drawn one.
inline double agreement(const DrawnMask& drawn, const Mask& found) {
    const int width = drawn.truth.width, height = drawn.truth.height;
    Mask sampled(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            sampled.at(x, y) =
                found.at((2 * x + 1) * found.width / (2 * width), (2 * y + 1) * found.height / (2 * height));
    return maskIou(sampled, drawn.truth);
}

}  // namespace img2cadseq::test
