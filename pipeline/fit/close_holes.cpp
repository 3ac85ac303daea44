#include "fit/close_holes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "fit/close_spots.h"

namespace img2cadseq {
namespace {

constexpr double kSmallest = 0.008;  ///< radius; longest side 1
constexpr double kAlike = 1.3;       ///< ratio of radii that are meant to be one

/// The disc on a face that looks as large as the spot; none where the face is hardly seen.
std::optional<Circle> discOf(const SeenFace& face, const Camera& camera, const CloseSpot& spot) {
    const auto here = laidOn(face, camera, spot.middle), right = laidOn(face, camera, spot.middle + Vec2{1.0, 0.0}),
               down = laidOn(face, camera, spot.middle + Vec2{0.0, 1.0});
    if (!here || !right || !down) return std::nullopt;
    const double area = spot.pixels * std::abs(cross(*right - *here, *down - *here));
    return Circle{*here, std::max(kSmallest, std::sqrt(area / std::numbers::pi))};
}

std::optional<CloseHole> holeAt(const SeenFace& face, const CloseSpot& spot, const csg::Solid& solid,
                                const Camera& camera, const View& view) {
    const auto disc = discOf(face, camera, spot);
    if (!disc || !contains(face.region.outer, disc->center) || !isSeenAt(face, disc->center, solid, camera) ||
        !facesAsPredicted(face, disc->center, camera, view))
        return std::nullopt;
    const auto rim = rimNear(face, *disc, camera, view.closeEdges);
    if (!rim && spot.peak < kLikelySpot) return std::nullopt;
    CloseHole close;
    close.likely = spot.peak;
    close.hole.face = face;
    close.hole.circle = rim && liesWithin(*rim, face.region) ? *rim : *disc;
    close.hole.material = materialBehind(face, close.hole.circle.center, solid);
    if (close.hole.material <= 0.0 || !liesWithin(close.hole.circle, face.region)) return std::nullopt;
    return close;
}

void makeAlike(std::vector<CloseHole>& holes) {
    std::vector<bool> done(holes.size(), false);
    for (size_t i = 0; i < holes.size(); ++i) {
        std::vector<size_t> group;
        double sum = 0.0;
        for (size_t j = i; j < holes.size(); ++j) {
            const Circle &a = holes[i].hole.circle, &b = holes[j].hole.circle;
            if (done[j] || holes[j].hole.face.block != holes[i].hole.face.block ||
                std::max(a.radius, b.radius) > kAlike * std::min(a.radius, b.radius))
                continue;
            group.push_back(j);
            sum += b.radius;
        }
        for (const size_t j : group)
            holes[j].hole.circle.radius = sum / static_cast<double>(group.size()), done[j] = true;
    }
}

}  // namespace

std::vector<CloseHole> closeHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view) {
    std::vector<CloseHole> holes;
    if (view.closeOpenings.empty()) return holes;
    const FloatMap& map = view.closeOpenings;
    const Camera own = camera.resized(map.width, map.height);
    const std::vector<SeenFace> faces = seenFaces(sequence, own);
    for (const CloseSpot& spot : closeSpots(view)) {
        for (const SeenFace& face : faces)
            if (auto hole = holeAt(face, spot, solid, own, view)) {
                holes.push_back(std::move(*hole));
                break;
            }
    }
    std::stable_sort(holes.begin(), holes.end(),
                     [](const CloseHole& a, const CloseHole& b) { return a.likely > b.likely; });
    makeAlike(holes);
    return holes;
}

}  // namespace img2cadseq
