#include "fit/hole_pattern.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fit/hole_edges.h"
#include "fit/patches.h"
#include "fit/pose.h"
#include "geometry/box.h"

namespace img2cadseq {
namespace {

constexpr float kFaint = 0.06f;
constexpr double kLargest = 150.0;  ///< pixels of a spot, at 128 a side; larger ones are no small holes
constexpr double kSmallest = 0.01;  ///< radius; longest side 1
constexpr double kNear = 0.035;     ///< how far a mirrored spot may be from where it should be
constexpr double kApart = 0.04;     ///< of a spot from a line of symmetry: nearer ones are their own image there
constexpr double kCorner = 0.6;     ///< share of a half side of the face beyond which its corners are
constexpr double kSureFour = 0.9, kSureTwo = 0.9;  ///< sums of probabilities from which a pattern is believed

/// What is predicted at one place of a face.
struct Spot {
    Vec2 place;           ///< from the middle of the face
    double peak = 0.0;    ///< probability
    double radius = 0.0;  ///< of a disc as large as what is over half of the peak
    double openings = 0.0, pockets = 0.0, depth = 0.0;
};

std::optional<Spot> spotOn(const SeenFace& face, const Vec2& middle, const Camera& camera, const Patch& patch,
                           const FloatMap& mouths, const View& view, double pixel) {
    Spot spot;
    for (const Vec2& p : patch)
        spot.peak = std::max(spot.peak, static_cast<double>(mouths.at(static_cast<int>(p.x), static_cast<int>(p.y))));
    double weight = 0.0, area = 0.0, depth = 0.0;
    Vec2 sum;
    for (const Vec2& p : patch) {
        const int x = static_cast<int>(p.x), y = static_cast<int>(p.y);
        const double w = mouths.at(x, y);
        spot.openings += view.openings.at(x, y);
        if (!view.pockets.empty()) spot.pockets += view.pockets.at(x, y), depth += w * view.pocketDepths.at(x, y);
        weight += w;
        sum = sum + p * w;
        area += w > 0.5 * spot.peak ? 1.0 : 0.0;
    }
    const auto place = laidOn(face, camera, sum / weight);
    if (!place || !contains(face.region.outer, *place)) return std::nullopt;
    // A pixel covers more of a face that is seen at a slant.
    const double slant = std::abs(dot(camera.rotation.row[2], face.plane.normal));
    spot.place = *place - middle;
    spot.radius = std::max(kSmallest, pixel * std::sqrt(area / std::max(0.2, slant) / std::numbers::pi));
    spot.depth = depth / weight;
    return spot;
}

/// A spot with its images by the given mirrors, found or not.
struct Group {
    std::vector<const Spot*> found;
    std::vector<Vec2> signs;      ///< of all images
    std::vector<bool> isMissing;  ///< of them
    size_t missing = 0;
};

Group groupOf(const Spot& spot, const std::vector<Spot>& spots, const std::vector<Vec2>& signs) {
    Group group;
    group.signs = signs;
    for (const Vec2& sign : signs) {
        const Vec2 wanted{spot.place.x * sign.x, spot.place.y * sign.y};
        const Spot* nearest = nullptr;
        for (const Spot& other : spots)
            if (norm(other.place - wanted) < (nearest ? norm(nearest->place - wanted) : kNear)) nearest = &other;
        group.isMissing.push_back(!nearest);
        if (nearest)
            group.found.push_back(nearest);
        else
            ++group.missing;
    }
    return group;
}

/// Holes in corners seldom come in twos.
bool inCorner(const Spot& spot, const Box2& face) {
    const Vec2 half = face.size() * (0.5 * kCorner);
    return std::abs(spot.place.x) > half.x && std::abs(spot.place.y) > half.y;
}

std::optional<HolePattern> patternOf(const SeenFace& face, const Vec2& middle, const Group& group,
                                     const csg::Solid& solid, const Camera& camera) {
    Vec2 away;
    double radius = 0.0, openings = 0.0, pockets = 0.0, depth = 0.0, count = 0.0;
    for (const Spot* spot : group.found) {
        away = away + Vec2{std::abs(spot->place.x), std::abs(spot->place.y)};
        radius += spot->radius, openings += spot->openings, pockets += spot->pockets, depth += spot->depth;
        count += 1.0;
    }
    away = away / count, radius /= count, depth /= count;
    // The signs are relative to the first spot.
    const Vec2 first{group.found.front()->place.x < 0.0 ? -away.x : away.x,
                     group.found.front()->place.y < 0.0 ? -away.y : away.y};
    HolePattern pattern;
    pattern.face = face;
    for (size_t i = 0; i < group.signs.size(); ++i) {
        const Circle rim{middle + Vec2{first.x * group.signs[i].x, first.y * group.signs[i].y}, radius};
        const bool hidden = !isSeenAt(face, rim.center, solid, camera);
        if (!liesWithin(rim, face.region) || (hidden && !group.isMissing[i])) return std::nullopt;
        pattern.rims.push_back(rim);
    }
    pattern.material = materialBehind(face, pattern.rims.front().center, solid);
    if (pattern.material <= 0.0) return std::nullopt;
    if (pockets > openings) pattern.depth = std::min(depth, 1.0 - kLeastFloor) * pattern.material;
    return pattern;
}

}  // namespace

std::vector<HolePattern> holePatterns(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                      const View& view) {
    std::vector<HolePattern> patterns;
    if (view.openings.empty()) return patterns;
    const FloatMap mouths = mouthsOf(view);
    const Camera own = camera.resized(mouths.width, mouths.height);
    const double scale = mouths.width / 128.0, pixel = 1.0 / poseOf(own).scale;
    std::vector<Patch> patches = patchesOf(mouths, kFaint);
    std::erase_if(patches, [&](const Patch& p) {
        const auto size = static_cast<double>(p.size());
        return size > kLargest * scale * scale || size < 2.0;
    });
    std::vector<std::pair<double, HolePattern>> found;
    for (const SeenFace& face : seenFaces(sequence, own)) {
        if (!face.profile) continue;
        const Box2 box = boundingBox(face.region.outer);
        std::vector<Spot> spots;
        for (const Patch& patch : patches)
            if (auto spot = spotOn(face, box.center(), own, patch, mouths, view, pixel)) spots.push_back(*spot);
        std::vector<const Spot*> taken;
        const auto offer = [&](const Spot& spot, const std::vector<Vec2>& signs, size_t mostMissing, double sure) {
            const Group group = groupOf(spot, spots, signs);
            double sum = 0.0;
            for (const Spot* one : group.found) {
                sum += one->peak;
                if (std::find(taken.begin(), taken.end(), one) != taken.end()) return;
            }
            if (group.missing > mostMissing || sum < sure) return;
            auto pattern = patternOf(face, box.center(), group, solid, own);
            if (!pattern) return;
            taken.insert(taken.end(), group.found.begin(), group.found.end());
            found.emplace_back(sum, std::move(*pattern));
        };
        for (const Spot& spot : spots)
            if (std::min(std::abs(spot.place.x), std::abs(spot.place.y)) > kApart)
                offer(spot, {{1, 1}, {-1, 1}, {1, -1}, {-1, -1}}, inCorner(spot, box) ? 2 : 1, kSureFour);
        for (const Spot& spot : spots) {
            if (std::abs(spot.place.x) > kApart) offer(spot, {{1, 1}, {-1, 1}}, 0, kSureTwo);
            if (std::abs(spot.place.y) > kApart) offer(spot, {{1, 1}, {1, -1}}, 0, kSureTwo);
            if (norm(spot.place) > kApart) offer(spot, {{1, 1}, {-1, -1}}, 0, kSureTwo);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [sum, pattern] : found) patterns.push_back(std::move(pattern));
    return patterns;
}

CadSequence withPattern(const CadSequence& sequence, const HolePattern& pattern) {
    CadSequence out = sequence;
    for (const Circle& rim : pattern.rims)
        out = withHole(out, pattern.face, Loop{{rim}}, pattern.material, pattern.depth.value_or(pattern.material));
    return out;
}

}  // namespace img2cadseq
