#include "fit/level_regions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace img2cadseq {
namespace {

/// Strength of the strongest edge in each pixel.
FloatMap edgesOn(const View& view) {
    FloatMap map(view.levels.width, view.levels.height);
    for (const EdgePoint& edge : view.edges) {
        const int x = static_cast<int>(edge.position.x), y = static_cast<int>(edge.position.y);
        if (x < 0 || y < 0 || x >= map.width || y >= map.height) continue;
        map.at(x, y) = std::max(map.at(x, y), static_cast<float>(edge.strength));
    }
    return map;
}

struct Border {
    float weight;
    int a, b;
};

/// Disjoint sets of pixels with their sizes and the greatest weight that was joined over.
class Regions {
public:
    explicit Regions(size_t count) : parent_(count), size_(count, 1), within_(count, 0.0f) {
        std::iota(parent_.begin(), parent_.end(), 0);
    }
    int of(int pixel) {
        while (parent_[at(pixel)] != pixel) pixel = parent_[at(pixel)] = parent_[at(parent_[at(pixel)])];
        return pixel;
    }
    int size(int region) const { return size_[at(region)]; }
    float within(int region) const { return within_[at(region)]; }
    void join(int a, int b, float weight) {
        parent_[at(b)] = a;
        size_[at(a)] += size_[at(b)];
        within_[at(a)] = std::max({within_[at(a)], within_[at(b)], weight});
    }

private:
    static size_t at(int i) { return static_cast<size_t>(i); }
    std::vector<int> parent_, size_;
    std::vector<float> within_;
};

}  // namespace

FloatMap levelsByRegion(const View& view, const Mask& which, const RegionOptions& options) {
    const int width = which.width, height = which.height;
    const FloatMap edges = edgesOn(view);
    std::vector<Border> borders;
    const auto between = [&](int a, int b) {
        const auto i = static_cast<size_t>(a), j = static_cast<size_t>(b);
        if (!which.data[i] || !which.data[j]) return;
        const double change = std::abs(view.levels.data[i] - view.levels.data[j]);
        const double step = options.levelShare * std::max(0.0, change - options.blur);
        borders.push_back({std::max(edges.data[i], edges.data[j]) + static_cast<float>(step), a, b});
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            if (x + 1 < width) between(y * width + x, y * width + x + 1);
            if (y + 1 < height) between(y * width + x, (y + 1) * width + x);
        }
    std::stable_sort(borders.begin(), borders.end(),
                     [](const Border& a, const Border& b) { return a.weight < b.weight; });
    Regions regions(which.data.size());
    const auto reach = [&](int region) {
        return regions.within(region) + static_cast<float>(options.scale / regions.size(region));
    };
    for (const Border& border : borders) {
        const int a = regions.of(border.a), b = regions.of(border.b);
        if (a != b && border.weight <= std::min(reach(a), reach(b))) regions.join(a, b, border.weight);
    }
    for (const Border& border : borders) {
        const int a = regions.of(border.a), b = regions.of(border.b);
        if (a != b && std::min(regions.size(a), regions.size(b)) < options.least) regions.join(a, b, border.weight);
    }
    std::vector<std::vector<float>> values(which.data.size());
    for (size_t i = 0; i < which.data.size(); ++i)
        if (which.data[i]) values[static_cast<size_t>(regions.of(static_cast<int>(i)))].push_back(view.levels.data[i]);
    for (auto& v : values)
        if (!v.empty()) std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
    FloatMap out = view.levels;
    for (size_t i = 0; i < which.data.size(); ++i) {
        if (!which.data[i]) continue;
        const auto& v = values[static_cast<size_t>(regions.of(static_cast<int>(i)))];
        out.data[i] = v[v.size() / 2];
    }
    return out;
}

}  // namespace img2cadseq
