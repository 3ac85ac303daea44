#include "fit/opening_holes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "fit/outline.h"
#include "fit/patch_outline.h"
#include "geometry/box.h"

namespace img2cadseq {
namespace {

constexpr float kLikely = 0.4f;
constexpr double kFewest = 5.0;        ///< pixels of a patch, at 128 a side
constexpr double kWithin = 0.9;        ///< share of a patch that must lie within the face
constexpr double kRectangular = 0.9;   ///< share of its box that a rectangle fills; a disc fills 0.785
constexpr double kLongish = 1.45;      ///< sides' ratio from which nothing is taken for a disc
constexpr double kFilled = 0.72;       ///< share of its box that a longish patch fills at least
constexpr double kLargeEnough = 40.0;  ///< pixels, at 128 a side, from which corners show
constexpr double kTraceable = 150.0;   ///< pixels, at 128 a side, from which any outline is traced
constexpr double kSmallest = 0.01;     ///< of a hole's radius or half side; longest side 1

/// A patch on a face: where, how large.
struct Laid {
    Vec2 middle;
    Box2 box;     ///< pixels as they are, not their middles alone
    double area;  ///< what its pixels cover
};

std::optional<Laid> laidOn(const SeenFace& face, const Camera& camera, const Patch& patch) {
    Laid laid;
    double within = 0.0;
    for (const Vec2& pixel : patch) {
        const auto p = laidOn(face, camera, pixel);
        if (!p) return std::nullopt;
        laid.middle = laid.middle + *p;
        laid.box.add(*p);
        within += contains(face.region.outer, *p) ? 1.0 : 0.0;
    }
    const auto count = static_cast<double>(patch.size());
    if (within < kWithin * count) return std::nullopt;
    laid.middle = laid.middle / count;
    // What a pixel covers of the face, and how far it reaches along the face's axes.
    const Vec2 at = patch[patch.size() / 2];
    const auto here = laidOn(face, camera, at), right = laidOn(face, camera, {at.x + 1.0, at.y}),
               down = laidOn(face, camera, {at.x, at.y + 1.0});
    if (!here || !right || !down) return std::nullopt;
    const Vec2 a = *right - *here, b = *down - *here;
    laid.area = count * std::abs(cross(a, b));
    const Vec2 reach{0.5 * std::max(std::abs(a.x), std::abs(b.x)), 0.5 * std::max(std::abs(a.y), std::abs(b.y))};
    laid.box.low = laid.box.low - reach;
    laid.box.high = laid.box.high + reach;
    return laid;
}

/// What rim it has; none for what is neither round nor a rectangle.
std::optional<Loop> rimOf(const Laid& laid, double pixels) {
    const Vec2 size = laid.box.high - laid.box.low;
    if (std::min(size.x, size.y) < 2.0 * kSmallest) return std::nullopt;
    const double filled = laid.area / (size.x * size.y), ratio = std::max(size.x, size.y) / std::min(size.x, size.y);
    if (ratio > kLongish || (filled > kRectangular && pixels > kLargeEnough)) {
        if (filled < kFilled) return std::nullopt;
        const Vec2 middle = laid.box.center(), half = size * (0.5 * std::sqrt(std::min(1.0, filled)));
        return rectangle({middle - half, middle + half});
    }
    return Loop{{Circle{laid.middle, std::sqrt(laid.area / std::numbers::pi)}}};
}

bool clearOfHoles(const Vec2& middle, const Profile& region) {
    return std::none_of(region.holes.begin(), region.holes.end(),
                        [&](const Loop& hole) { return contains(hole, middle); });
}

}  // namespace

std::vector<OpeningHole> openingHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                      const FloatMap& openings) {
    std::vector<OpeningHole> holes;
    if (openings.empty()) return holes;
    const Camera own = camera.resized(openings.width, openings.height);
    const double scale = openings.width / 128.0;
    const std::vector<SeenFace> faces = seenFaces(sequence, own);
    for (const Patch& patch : patchesOf(openings, kLikely)) {
        const double pixels = static_cast<double>(patch.size()) / (scale * scale);
        if (pixels < kFewest) continue;
        for (const SeenFace& face : faces) {
            const auto laid = laidOn(face, own, patch);
            if (!laid || !clearOfHoles(laid->middle, face.region) || !isSeenAt(face, laid->middle, solid, own))
                continue;
            auto rim = rimOf(*laid, pixels);
            if (pixels > kTraceable)
                if (auto traced = outlinesOn(face, own, patch, kWithin); !traced.empty()) rim = traced.front().outer;
            const double material = materialBehind(face, laid->middle, solid);
            if (!rim || material <= 0.0) continue;
            holes.push_back({face, std::move(*rim), material});
            break;
        }
    }
    return holes;
}

CadSequence withHole(const CadSequence& sequence, const OpeningHole& hole) {
    return withHole(sequence, hole.face, hole.rim, hole.material, hole.material);
}

}  // namespace img2cadseq
