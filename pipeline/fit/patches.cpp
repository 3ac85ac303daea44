#include "fit/patches.h"

#include <algorithm>

namespace img2cadseq {

std::vector<Patch> patchesOf(const FloatMap& map, float likely) {
    Mask left(map.width, map.height);
    for (size_t i = 0; i < left.data.size(); ++i) left.data[i] = map.data[i] > likely;
    std::vector<Patch> patches;
    std::vector<std::pair<int, int>> front;
    const auto take = [&](int x, int y) {
        if (x < 0 || y < 0 || x >= left.width || y >= left.height || !left.at(x, y)) return;
        left.at(x, y) = 0;
        front.emplace_back(x, y);
    };
    for (int y = 0; y < left.height; ++y)
        for (int x = 0; x < left.width; ++x) {
            take(x, y);
            Patch patch;
            while (!front.empty()) {
                const auto [u, v] = front.back();
                front.pop_back();
                patch.push_back({u + 0.5, v + 0.5});
                take(u - 1, v), take(u + 1, v), take(u, v - 1), take(u, v + 1);
            }
            if (!patch.empty()) patches.push_back(std::move(patch));
        }
    std::stable_sort(patches.begin(), patches.end(),
                     [](const Patch& a, const Patch& b) { return a.size() > b.size(); });
    return patches;
}

FloatMap mouthsOf(const View& view) {
    if (view.openings.empty()) return view.pockets;
    FloatMap mouths = view.openings;
    for (size_t i = 0; i < view.pockets.data.size(); ++i)
        mouths.data[i] = std::min(1.0f, mouths.data[i] + view.pockets.data[i]);
    return mouths;
}

}  // namespace img2cadseq
