#include "fit/patch_outline.h"

#include <algorithm>
#include <cmath>

#include "fit/layers.h"
#include "fit/pose.h"
#include "geometry/box.h"

namespace img2cadseq {
namespace {

constexpr double kWall = 0.012;      ///< what is left standing at the face's border; longest side 1
constexpr double kSmallest = 0.025;  ///< side of what encloses the patch

/// Whether the point lies in the face, clear of its border.
bool wellWithin(const Profile& region, const Vec2& point) {
    const auto in = [&](const Vec2& p) {
        return contains(region.outer, p) && std::none_of(region.holes.begin(), region.holes.end(),
                                                         [&](const Loop& hole) { return contains(hole, p); });
    };
    return in(point + Vec2{kWall, 0}) && in(point - Vec2{kWall, 0}) && in(point + Vec2{0, kWall}) &&
           in(point - Vec2{0, kWall});
}

}  // namespace

std::vector<Profile> outlinesOn(const SeenFace& face, const Camera& camera, const Patch& patch, double within) {
    const double pixel = 1.0 / poseOf(camera).scale;
    Mask wanted(camera.width, camera.height);
    Box2 box;
    double inside = 0.0;
    for (const Vec2& p : patch) {
        wanted.at(static_cast<int>(p.x), static_cast<int>(p.y)) = 255;
        const auto place = laidOn(face, camera, p);
        if (!place) return {};
        box.add(*place);
        inside += contains(face.region.outer, *place) ? 1.0 : 0.0;
    }
    if (inside < within * static_cast<double>(patch.size())) return {};
    const Vec2 size = box.high - box.low + Vec2{2.0 * pixel, 2.0 * pixel}, corner = box.center() - size * 0.5;
    if (std::min(size.x, size.y) < kSmallest) return {};
    constexpr int kMost = 160;
    const double cell = std::max(0.5 * pixel, std::max(size.x, size.y) / kMost);
    Mask section(static_cast<int>(std::ceil(size.x / cell)), static_cast<int>(std::ceil(size.y / cell)));
    for (int y = 0; y < section.height; ++y)
        for (int x = 0; x < section.width; ++x) {
            const Vec2 point = corner + Vec2{(x + 0.5) * cell, (y + 0.5) * cell};
            const Vec3 seen = camera.project(face.plane.toWorld({point.x, point.y, 0.0}));
            const int u = static_cast<int>(std::floor(seen.x)), v = static_cast<int>(std::floor(seen.y));
            if (u < 0 || v < 0 || u >= wanted.width || v >= wanted.height || !wanted.at(u, v)) continue;
            section.at(x, y) = wellWithin(face.region, point) ? 255 : 0;
        }
    OutlineOptions outline;
    outline.tolerance = std::max(0.6 * pixel, cell);
    return profilesOf(section, corner, cell, outline);
}

}  // namespace img2cadseq
