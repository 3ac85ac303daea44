#include "fit/close_spots.h"

#include <algorithm>

#include "fit/patches.h"

namespace img2cadseq {
namespace {

constexpr float kFaint = 0.18f, kProminence = 0.4f;
constexpr double kFewest = 4.0, kLargest = 150.0;  ///< pixels of a spot, at 256 a side

CloseSpot spotOf(const Patch& patch, const FloatMap& map) {
    CloseSpot spot;
    double weight = 0.0;
    Vec2 sum;
    for (const Vec2& p : patch) {
        const double w = map.at(static_cast<int>(p.x), static_cast<int>(p.y));
        spot.peak = std::max(spot.peak, w);
        weight += w;
        sum = sum + p * w;
    }
    spot.middle = sum / weight;
    spot.pixels = static_cast<double>(patch.size());
    return spot;
}

}  // namespace

std::vector<CloseSpot> closeSpots(const View& view) {
    std::vector<CloseSpot> spots;
    const FloatMap& map = view.closeOpenings;
    if (map.empty()) return spots;
    const double scale = (map.width / 256.0) * (map.width / 256.0);
    for (const Patch& patch : hillsOf(map, kFaint, kProminence, kFewest * scale)) {
        const CloseSpot spot = spotOf(patch, map);
        if (spot.pixels >= kFewest * scale && spot.pixels <= kLargest * scale) spots.push_back(spot);
    }
    return spots;
}

}  // namespace img2cadseq
