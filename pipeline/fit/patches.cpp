#include "fit/patches.h"

#include <algorithm>

#include "geometry/mask_patches.h"

namespace img2cadseq {
namespace {

constexpr float kOfPeak = 0.5f;  ///< share of a hill's peak from which a pixel belongs to it

/// Hills that grow from their peaks downwards; those that are no more than a bump on another join it.
class Hills {
public:
    Hills(const FloatMap& map, float prominence, double fewest)
        : map_(map), prominence_(prominence), fewest_(fewest), hillAt_(map.width, map.height, -1) {}

    void flood(float likely) {
        std::vector<int> order;
        for (int i = 0; i < static_cast<int>(map_.data.size()); ++i)
            if (map_.data[static_cast<size_t>(i)] > likely) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return height(a) > height(b); });
        for (const int i : order) add(i);
    }

    std::vector<Patch> patches() {
        std::vector<Patch> all(hills_.size());
        for (int y = 0; y < map_.height; ++y)
            for (int x = 0; x < map_.width; ++x) {
                const int hill = hillAt_.at(x, y) < 0 ? -1 : root(hillAt_.at(x, y));
                if (hill >= 0 && map_.at(x, y) > kOfPeak * hills_[static_cast<size_t>(hill)].peak)
                    all[static_cast<size_t>(hill)].push_back({x + 0.5, y + 0.5});
            }
        std::erase_if(all, [](const Patch& patch) { return patch.empty(); });
        return all;
    }

private:
    struct Hill {
        float peak = 0.0f;
        double pixels = 0.0;
        int joined;  ///< the hill it is part of; itself
    };

    float height(int i) const { return map_.data[static_cast<size_t>(i)]; }
    int root(int hill) const {
        while (hills_[static_cast<size_t>(hill)].joined != hill) hill = hills_[static_cast<size_t>(hill)].joined;
        return hill;
    }

    void add(int i) {
        const int x = i % map_.width, y = i / map_.width;
        std::vector<int> near;  // highest first
        for (const auto& [u, v] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
            if (u < 0 || v < 0 || u >= map_.width || v >= map_.height || hillAt_.at(u, v) < 0) continue;
            const int hill = root(hillAt_.at(u, v));
            if (std::find(near.begin(), near.end(), hill) == near.end()) near.push_back(hill);
        }
        if (near.empty()) {
            near.push_back(static_cast<int>(hills_.size()));
            hills_.push_back({height(i), 0.0, near.front()});
        }
        std::stable_sort(near.begin(), near.end(), [&](int a, int b) { return of(a).peak > of(b).peak; });
        for (size_t k = 1; k < near.size(); ++k) {
            Hill& other = of(near[k]);
            if (other.pixels >= fewest_ && other.peak - height(i) > prominence_ * other.peak) continue;
            other.joined = near.front();
            of(near.front()).pixels += other.pixels;
        }
        hillAt_.at(x, y) = near.front();
        of(near.front()).pixels += 1.0;
    }

    Hill& of(int hill) { return hills_[static_cast<size_t>(hill)]; }

    const FloatMap& map_;
    const float prominence_;
    const double fewest_;
    Raster<int> hillAt_;
    std::vector<Hill> hills_;
};

void largestFirst(std::vector<Patch>& patches) {
    std::stable_sort(patches.begin(), patches.end(),
                     [](const Patch& a, const Patch& b) { return a.size() > b.size(); });
}

}  // namespace

std::vector<Patch> hillsOf(const FloatMap& map, float likely, float prominence, double fewest) {
    Hills hills(map, prominence, fewest);
    hills.flood(likely);
    std::vector<Patch> patches = hills.patches();
    largestFirst(patches);
    return patches;
}

std::vector<Patch> patchesOf(const FloatMap& map, float likely) {
    Mask over(map.width, map.height);
    for (size_t i = 0; i < over.data.size(); ++i) over.data[i] = map.data[i] > likely;
    std::vector<Patch> patches;
    for (const auto& pixels : patchesOf(over)) {
        Patch& patch = patches.emplace_back();
        for (const Pixel& p : pixels) patch.push_back({p.x + 0.5, p.y + 0.5});
    }
    largestFirst(patches);
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
