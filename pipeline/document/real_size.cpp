#include "document/real_size.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cad/transform.h"
#include "csg/solid.h"
#include "document/analysis.h"

namespace img2cadseq {
namespace {

/// Where the ray through the pixel meets the solid first.
std::optional<Vec3> met(const csg::Solid& solid, const Camera& camera, const Vec2& pixel) {
    const Camera::Ray ray = camera.ray(pixel.x, pixel.y);
    std::vector<csg::Hit> hits;
    solid.cast(ray.origin, ray.direction, hits, camera.projection == Projection::Perspective ? 0.0 : -1e6);
    if (hits.empty()) return std::nullopt;
    return ray.origin + ray.direction * hits.front().t;
}

/// The same, or the nearest place around where one does, up to `reach` pixels away.
Vec3 pointOn(const csg::Solid& solid, const Camera& camera, const Vec2& pixel, double reach) {
    if (const auto point = met(solid, camera, pixel)) return *point;
    constexpr int kTurns = 24, kRings = 24;
    for (int ring = 1; ring <= kRings; ++ring)
        for (int turn = 0; turn < kTurns; ++turn) {
            const double angle = 2 * std::numbers::pi * turn / kTurns, radius = reach * ring / kRings;
            const Vec2 beside = pixel + Vec2{std::cos(angle), std::sin(angle)} * radius;
            if (const auto point = met(solid, camera, beside)) return *point;
        }
    throw Error(ErrorCode::BadInput, "one of the points is not on the part", "put both points on the part's edges");
}

void requireLength(double value) {
    if (!(value > 0) || !std::isfinite(value))
        throw Error(ErrorCode::BadInput, "a length must be above zero", "give the true length in mm or inch");
}

}  // namespace

double sizeFromLength(double shown, double truth, double longest) {
    for (const double value : {shown, truth, longest}) requireLength(value);
    return longest * truth / shown;
}

double sizeFromPhoto(const RankedCandidate& candidate, const Camera& camera, const Vec2& from, const Vec2& to,
                     double truth) {
    requireLength(truth);
    const csg::Solid solid(candidate.candidate.sequence);
    const double reach = 0.05 * std::max(camera.width, camera.height);
    const double longest = solid.box().longestSide();
    const double apart = norm(pointOn(solid, camera, from, reach) - pointOn(solid, camera, to, reach));
    if (apart < 1e-3 * longest)
        throw Error(ErrorCode::BadInput, "the two points are one", "choose points further apart");
    return sizeFromLength(apart, truth, longest);
}

CandidatePtr atSize(const RankedCandidate& candidate, double longestMm) {
    requireLength(longestMm);
    auto changed = std::make_shared<RankedCandidate>(candidate);
    const double now = std::max({candidate.size.x, candidate.size.y, candidate.size.z});
    if (!candidate.valid || !(now > 0)) return changed;
    const double factor = longestMm / now;
    changed->sequence = scaled(candidate.sequence, factor);
    for (Vec3& vertex : changed->mesh.vertices) vertex = vertex * factor;
    for (auto& edge : changed->mesh.edges)
        for (Vec3& point : edge) point = point * factor;
    changed->solid.reset();  // built again where it is wanted
    changed->volume = candidate.volume * factor * factor * factor;
    changed->size = candidate.size * factor;
    return changed;
}

}  // namespace img2cadseq
