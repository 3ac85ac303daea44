#include "fit/pocket_cuts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fit/hole_edges.h"
#include "fit/patch_outline.h"

namespace img2cadseq {
namespace {

constexpr float kLikely = 0.3f;
constexpr float kOfPeak = 0.5f;      ///< share of a patch's peak from which a pixel is within the pocket
constexpr double kFewest = 14.0;     ///< pixels of a patch, at 128 a side
constexpr double kWithin = 0.85;     ///< share of a patch that must lie within the face
constexpr double kSameDepth = 0.25;  ///< by which pockets of one face differ that are meant to be as deep as another
constexpr double kShallowest = 0.01;

float at(const FloatMap& map, const Vec2& pixel) {
    return map.at(static_cast<int>(pixel.x), static_cast<int>(pixel.y));
}

/// The pixels that are likely enough beside the likeliest; neighbouring pockets part there. Empty where they look
/// through rather than into a pocket.
Patch pocketWithin(const FloatMap& mouths, const View& view, const Patch& patch) {
    float peak = 0.0f;
    for (const Vec2& p : patch) peak = std::max(peak, at(mouths, p));
    Patch core;
    double pockets = 0.0, openings = 0.0;
    for (const Vec2& p : patch) {
        if (at(mouths, p) <= kOfPeak * peak) continue;
        core.push_back(p);
        pockets += at(view.pockets, p);
        openings += view.openings.empty() ? 0.0f : at(view.openings, p);
    }
    return openings > pockets ? Patch() : core;
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
/// nearby, or as large as what is traced.
std::optional<Profile> discFor(const Profile& outline, const SeenFace& face, const Camera& camera, const View& view) {
    constexpr double kMostLonger = 1.6, kLeastFilled = 0.6, kMostFilled = 0.92;
    const Box2 box = boundingBox(outline.outer);
    const Vec2 size = box.size();
    const double area = std::abs(signedArea(outline.outer)), filled = area / (size.x * size.y);
    if (!outline.holes.empty() || filled < kLeastFilled || filled > kMostFilled ||
        std::max(size.x, size.y) > kMostLonger * std::min(size.x, size.y))
        return std::nullopt;
    const Circle traced{box.center(), std::sqrt(area / std::numbers::pi)};
    return Profile{Loop{{rimNear(face, traced, camera, view.edges).value_or(traced)}}, {}};
}

}  // namespace

std::vector<PocketCut> pocketCuts(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view) {
    std::vector<PocketCut> cuts;
    if (view.pockets.empty()) return cuts;
    const Camera own = camera.resized(view.pockets.width, view.pockets.height);
    const double scale = view.pockets.width / 128.0;
    const FloatMap mouths = mouthsOf(view);
    const std::vector<SeenFace> faces = seenFaces(sequence, own);
    for (const Patch& whole : patchesOf(mouths, kLikely)) {
        if (static_cast<double>(whole.size()) < kFewest * scale * scale) break;
        const Patch patch = pocketWithin(mouths, view, whole);
        if (patch.empty()) continue;
        for (const SeenFace& face : faces) {
            const auto place = seenPlace(face, solid, own, patch);
            if (!place) continue;
            std::vector<Profile> outlines = outlinesOn(face, own, patch, kWithin);
            const double material = materialBehind(face, *place, solid);
            const double depth = std::min(middleDepth(view.pocketDepths, patch), 1.0 - kLeastFloor) * material;
            if (outlines.empty() || depth < kShallowest) continue;
            const Camera fine = camera.resized(view.mask.width, view.mask.height);
            for (Profile& outline : outlines) {
                auto disc = discFor(outline, face, fine, view);
                cuts.push_back({face, std::move(outline), std::move(disc), depth});
            }
            break;
        }
    }
    for (size_t i = 1; i < cuts.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            if (cuts[i].face.plane == cuts[j].face.plane && std::abs(cuts[i].depth / cuts[j].depth - 1.0) < kSameDepth)
                cuts[i].depth = cuts[j].depth;
    return cuts;
}

CadSequence withPocket(const CadSequence& sequence, const PocketCut& cut) {
    return withCut(sequence, cut.face, cut.outline, cut.depth);
}

CadSequence withRoundPocket(const CadSequence& sequence, const PocketCut& cut) {
    return withCut(sequence, cut.face, cut.disc.value_or(cut.outline), cut.depth);
}

}  // namespace img2cadseq
