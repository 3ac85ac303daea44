#include "fit/pocket_cuts.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <variant>

#include "fit/hole_edges.h"
#include "fit/outline.h"
#include "fit/patch_outline.h"

namespace img2cadseq {
namespace {

constexpr float kLikely = 0.3f;
constexpr float kProminence = 0.25f;  ///< by which neighbouring pockets stand out above what is between them
constexpr double kFewest = 14.0;      ///< pixels of a patch, at 128 a side
constexpr double kWithin = 0.85;      ///< share of a patch that must lie within the face
constexpr double kAlike = 0.25;       ///< by which depths and radii differ that are meant to be the same
constexpr double kShallowest = 0.01;

float at(const FloatMap& map, const Vec2& pixel) {
    return map.at(static_cast<int>(pixel.x), static_cast<int>(pixel.y));
}

double meanOver(const FloatMap& map, const Patch& patch) {
    double sum = 0.0;
    for (const Vec2& p : patch) sum += map.empty() ? 0.0f : at(map, p);
    return sum / static_cast<double>(patch.size());
}

double middleDepth(const FloatMap& depths, const Patch& patch) {
    std::vector<float> values;
    for (const Vec2& p : patch) values.push_back(at(depths, p));
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// A pixel of the patch under which the face is what is seen, on the face; none where it is mostly something else.
std::optional<Vec2> seenPlace(const SeenFace& face, const csg::Solid& solid, const Camera& camera, const Patch& patch) {
    constexpr size_t kAsked = 15;
    size_t seen = 0, asked = 0;
    std::optional<Vec2> place;
    for (size_t k = 0; k < kAsked; ++k, ++asked) {
        const Vec2& pixel = patch[(2 * k + 1) * patch.size() / (2 * kAsked)];
        const auto p = laidOn(face, camera, pixel);
        if (!p || !isSeenAt(face, *p, solid, camera)) continue;
        if (!place) place = p;
        ++seen;
    }
    if (3 * seen < 2 * asked) return std::nullopt;
    return place;
}

/// What is about as wide as long and fills its box about as a disc does may be one: with the rim that edges show
/// nearby, or as large as what is traced. What nearly fills its box, or is longish, may be a rectangle.
std::optional<Profile> plainFor(const Profile& outline, const SeenFace& face, const Camera& camera, const View& view) {
    constexpr double kMostLonger = 1.6, kLeastFilled = 0.6, kMostFilled = 0.92, kRectangular = 0.7, kRound = 1.3;
    const Box2 box = boundingBox(outline.outer);
    const Vec2 size = box.size();
    const double area = std::abs(signedArea(outline.outer)), filled = area / (size.x * size.y);
    const double longer = std::max(size.x, size.y) / std::min(size.x, size.y);
    if (!outline.holes.empty() || filled < kLeastFilled) return std::nullopt;
    if (filled <= kMostFilled && longer <= kMostLonger) {
        const Circle traced{box.center(), std::sqrt(area / std::numbers::pi)};
        const auto rim = rimNear(face, traced, camera, view.edges);
        if (rim || longer <= kRound) return Profile{Loop{{rim.value_or(traced)}}, {}};
    }
    if (filled < kRectangular) return std::nullopt;
    const Vec2 half = size * (0.5 * std::sqrt(std::min(1.0, filled)));
    return Profile{rectangle({box.center() - half, box.center() + half}), {}};
}

/// As large as the other where both are discs, or both rectangles, of nearly the same size.
void takeSize(Profile& profile, const Profile& from) {
    auto* disc = std::get_if<Circle>(&profile.outer.curves.front());
    const auto* other = std::get_if<Circle>(&from.outer.curves.front());
    if ((disc != nullptr) != (other != nullptr)) return;
    const auto alike = [](double a, double b) { return std::abs(a / b - 1.0) < kAlike; };
    if (disc) {
        if (alike(disc->radius, other->radius)) disc->radius = other->radius;
        return;
    }
    const Box2 box = boundingBox(profile.outer);
    const Vec2 size = box.size(), wanted = boundingBox(from.outer).size();
    if (alike(size.x, wanted.x) && alike(size.y, wanted.y))
        profile.outer = rectangle({box.center() - wanted * 0.5, box.center() + wanted * 0.5});
}

/// Each takes after the first of its face that is nearly the same.
void makeAlike(std::vector<PocketCut>& cuts) {
    for (size_t i = 1; i < cuts.size(); ++i)
        for (size_t j = 0; j < i; ++j) {
            if (!(cuts[i].face.plane == cuts[j].face.plane)) continue;
            if (std::abs(cuts[i].depth / cuts[j].depth - 1.0) < kAlike) cuts[i].depth = cuts[j].depth;
            if (cuts[i].plain && cuts[j].plain) takeSize(*cuts[i].plain, *cuts[j].plain);
        }
}

}  // namespace

std::vector<PocketCut> mouthCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                 const View& view) {
    std::vector<PocketCut> cuts;
    if (view.pockets.empty()) return cuts;
    const Camera own = camera.resized(view.pockets.width, view.pockets.height);
    const double scale = view.pockets.width / 128.0, fewest = kFewest * scale * scale;
    const FloatMap mouths = mouthsOf(view);
    const std::vector<SeenFace> faces = seenFaces(sequence, own);
    for (const Patch& patch : hillsOf(mouths, kLikely, kProminence, fewest)) {
        if (static_cast<double>(patch.size()) < fewest) break;
        for (const SeenFace& face : faces) {
            const auto place = seenPlace(face, solid, own, patch);
            if (!place) continue;
            std::vector<Profile> outlines = outlinesOn(face, own, patch, kWithin);
            const double material = materialBehind(face, *place, solid);
            const double depth = std::min(middleDepth(view.pocketDepths, patch), 1.0 - kLeastFloor) * material;
            if (outlines.empty() || depth < kShallowest) continue;
            const Camera fine = camera.resized(view.mask.width, view.mask.height);
            const double likely = meanOver(mouths, patch), through = meanOver(view.openings, patch) / likely;
            for (Profile& outline : outlines) {
                auto plain = plainFor(outline, face, fine, view);
                cuts.push_back({face, std::move(outline), std::move(plain), depth, material, likely, through});
            }
            break;
        }
    }
    makeAlike(cuts);
    return cuts;
}

std::vector<PocketCut> pocketCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view) {
    std::vector<PocketCut> cuts = mouthCuts(sequence, solid, camera, view);
    std::erase_if(cuts, [](const PocketCut& cut) { return cut.through > 0.5; });
    return cuts;
}

CadSequence withPocket(const CadSequence& sequence, const PocketCut& cut) {
    return withCut(sequence, cut.face, cut.outline, cut.depth);
}

CadSequence withPlainPocket(const CadSequence& sequence, const PocketCut& cut) {
    return withCut(sequence, cut.face, cut.plain.value_or(cut.outline), cut.depth);
}

CadSequence withPlainOpening(const CadSequence& sequence, const PocketCut& cut) {
    return withHole(sequence, cut.face, cut.plain.value_or(cut.outline).outer, cut.material, cut.material);
}

}  // namespace img2cadseq
