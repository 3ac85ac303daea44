#include "fit/fourth_hole.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "fit/hole_edges.h"

namespace img2cadseq {
namespace {

constexpr double kLargest = 0.06;  ///< radius; longest side 1
constexpr double kAlike = 1.25;    ///< ratio of radii that are meant to be one
constexpr double kSquare = 0.15;   ///< cosine of the corner: about nine degrees off a right angle
constexpr double kApart = 4.0;     ///< radii between holes at least

std::vector<Circle> smallHoles(const Profile& profile) {
    std::vector<Circle> out;
    for (const Loop& loop : profile.holes)
        if (loop.curves.size() == 1)
            if (const auto* circle = std::get_if<Circle>(&loop.curves.front()); circle && circle->radius < kLargest)
                out.push_back(*circle);
    return out;
}

/// Opposite the corner where two legs meet at a right angle.
std::optional<Circle> fourthOf(const std::vector<Circle>& three) {
    for (size_t i = 0; i < 3; ++i) {
        const Circle &corner = three[i], &a = three[(i + 1) % 3], &b = three[(i + 2) % 3];
        const Vec2 u = a.center - corner.center, v = b.center - corner.center;
        const double radius = (corner.radius + a.radius + b.radius) / 3.0;
        if (std::min(norm(u), norm(v)) < kApart * radius || std::abs(dot(u, v)) > kSquare * norm(u) * norm(v)) continue;
        return Circle{corner.center + u + v, radius};
    }
    return std::nullopt;
}

/// Those that are as large as the i-th.
std::vector<Circle> likeThat(const std::vector<Circle>& all, size_t i) {
    std::vector<Circle> like;
    for (const Circle& one : all)
        if (std::max(one.radius, all[i].radius) < kAlike * std::min(one.radius, all[i].radius)) like.push_back(one);
    return like;
}

}  // namespace

std::vector<CadSequence> withFourthHoles(const CadSequence& sequence, const CadSequence& before) {
    std::vector<CadSequence> out;
    for (size_t b = 0; b < std::min(sequence.blocks.size(), before.blocks.size()); ++b) {
        const auto& profiles = sequence.blocks[b].sketch.profiles;
        const auto& old = before.blocks[b].sketch.profiles;
        for (size_t p = 0; p < std::min(profiles.size(), old.size()); ++p) {
            if (profiles[p].holes.size() <= old[p].holes.size()) continue;
            const std::vector<Circle> holes = smallHoles(profiles[p]);
            for (size_t i = 0; i < holes.size(); ++i) {
                const std::vector<Circle> like = likeThat(holes, i);
                const auto fourth = like.size() == 3 ? fourthOf(like) : std::nullopt;
                if (!fourth || !liesWithin(*fourth, profiles[p])) continue;
                out.push_back(sequence);
                out.back().blocks[b].sketch.profiles[p].holes.push_back({{*fourth}});
                break;
            }
        }
    }
    return out;
}

}  // namespace img2cadseq
