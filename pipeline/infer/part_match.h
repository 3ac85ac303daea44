#pragma once
// Which part of the index, and how it is turned. Private to infer/.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "cad/stretch.h"
#include "infer/part_descriptor.h"

namespace img2cadseq::infer {

struct PartMatch {
    float difference = 0.0f;
    uint32_t part = 0;
    int turn = 0;
    bool operator<(const PartMatch& o) const {
        return difference != o.difference ? difference < o.difference
                                          : part < o.part || (part == o.part && turn < o.turn);
    }
};

/// What a stretch by e counts, in the unit of the differences.
inline constexpr float kStretchWeight = 0.1f;

/// Logarithms of the sides of a query's box as seen from a part, for each turn of the part.
using TurnedSides = std::array<Vec3, kPartTurns>;
TurnedSides turnedSides(const Vec3& size);

/// Logarithm of how unevenly a box must be stretched to become another; both given by the logarithms of their sides.
inline float stretchOf(const Vec3& from, const Vec3& to) {
    const Vec3 d = to - from;
    return static_cast<float>(std::max({d.x, d.y, d.z}) - std::min({d.x, d.y, d.z}));
}

/// The best turn of each part that can be stretched to the query's box; the `count` nearest of these, nearest first.
/// `difference(part, turn)` is of the part's descriptor and the query as seen from the turned part.
template <class F>
std::vector<PartMatch> nearestMatches(const std::vector<PartDescriptor>& parts, const TurnedSides& query, size_t count,
                                      const F& difference) {
    const auto most = static_cast<float>(std::log(kMostStretch));
    std::vector<PartMatch> matches;
    for (size_t i = 0; i < parts.size(); ++i) {
        const auto& sides = parts[i].sides;
        const Vec3 logSides{std::log(sides[0]), std::log(sides[1]), std::log(sides[2])};
        PartMatch best{std::numeric_limits<float>::max(), static_cast<uint32_t>(i), -1};
        for (int turn = 0; turn < kPartTurns; ++turn) {
            const float stretch = stretchOf(logSides, query[static_cast<size_t>(turn)]);
            if (stretch > most || kStretchWeight * stretch >= best.difference) continue;
            const float found = difference(i, static_cast<size_t>(turn)) + kStretchWeight * stretch;
            if (found < best.difference) best = {found, static_cast<uint32_t>(i), turn};
        }
        if (best.turn >= 0) matches.push_back(best);
    }
    count = std::min(count, matches.size());
    std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count), matches.end());
    matches.resize(count);
    return matches;
}

/// The matched part turned and stretched to a box of `size` at the origin.
std::optional<CadSequence> matchedPart(uint64_t seed, const PartMatch& match, const Vec3& size);

}  // namespace img2cadseq::infer
