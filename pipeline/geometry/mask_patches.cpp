#include "geometry/mask_patches.h"

#include <utility>

namespace img2cadseq {

std::vector<std::vector<Pixel>> patchesOf(Mask mask) {
    std::vector<std::vector<Pixel>> patches;
    std::vector<Pixel> front;
    const auto take = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= mask.width || y >= mask.height || !mask.at(x, y)) return;
        mask.at(x, y) = 0;
        front.push_back({x, y});
    };
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            take(x, y);
            std::vector<Pixel> patch;
            while (!front.empty()) {
                const Pixel at = front.back();
                front.pop_back();
                patch.push_back(at);
                take(at.x - 1, at.y), take(at.x + 1, at.y), take(at.x, at.y - 1), take(at.x, at.y + 1);
            }
            if (!patch.empty()) patches.push_back(std::move(patch));
        }
    return patches;
}

}  // namespace img2cadseq
