#include "fit/guess.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "fit/camera.h"
#include "fit/pose.h"
#include "geometry/raster.h"

namespace img2cadseq {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kThinnest = 0.03;  ///< of a box's sides, longest 1

struct Span {
    double low = 1e300, high = -1e300;
    void add(double v) { low = std::min(low, v), high = std::max(high, v); }
};

/// Extent of the mask along each of three directions.
std::array<Span, 3> spans(const Mask& mask, const std::array<Vec2, 3>& directions) {
    std::array<Span, 3> out;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            if (!mask.at(x, y)) continue;
            for (size_t i = 0; i < 3; ++i) out[i].add(dot(directions[i], Vec2{x + 0.5, y + 0.5}));
        }
    return out;
}

/// The point nearest to the three lines dot(direction, point) = middle.
Vec2 meeting(const std::array<Vec2, 3>& directions, const std::array<Span, 3>& spans) {
    double xx = 0, xy = 0, yy = 0;
    Vec2 right;
    for (size_t i = 0; i < 3; ++i) {
        const Vec2 d = directions[i];
        xx += d.x * d.x, xy += d.x * d.y, yy += d.y * d.y;
        right = right + d * (0.5 * (spans[i].low + spans[i].high));
    }
    const double det = xx * yy - xy * xy;
    return {(right.x * yy - right.y * xy) / det, (right.y * xx - right.x * xy) / det};
}

CadSequence boxOf(const Vec3& size) {
    const Vec2 h{size.x / 2, size.y / 2};
    const Vec2 corners[] = {{-h.x, -h.y}, {h.x, -h.y}, {h.x, h.y}, {-h.x, h.y}};
    ExtrudeBlock block;
    block.sketch.profiles.emplace_back();
    for (int i = 0; i < 4; ++i) block.sketch.profiles[0].outer.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    block.extent = {-size.z / 2, size.z / 2};
    return {{}, {block}};
}

/// Share of the segments' length that runs along the image of an axis.
double agreement(const Camera& camera, const std::vector<LineSegment>& segments) {
    const Pose pose = poseOf(camera);
    const Vec2 middle{0.5 * camera.width, 0.5 * camera.height};
    double along = 0.0, all = 1e-9;
    for (const LineSegment& segment : segments) {
        const Vec2 at = (segment.start + segment.end) * 0.5, direction = normalized(segment.end - segment.start);
        double best = 1.0;
        for (int axis = 0; axis < 3; ++axis) {
            const Vec3 d = pose.rotation.column(axis);
            const Vec2 image = Vec2{d.x, d.y} * pose.scale - (at - middle) * (pose.perspective * d.z);
            if (norm(image) > 0.2 * pose.scale) best = std::min(best, std::abs(cross(direction, normalized(image))));
        }
        const double length = norm(segment.end - segment.start);
        all += length;
        along += length * std::exp(-best * best / (0.05 * 0.05));
    }
    return along / all;
}

Camera usualView(double azimuth, double elevation, int side) {
    const Vec3 eye{std::cos(azimuth) * std::cos(elevation), std::sin(azimuth) * std::cos(elevation),
                   std::sin(elevation)};
    return Camera::lookAt(eye * 4.0, {0, 0, 0}, {0, 0, 1}, 0.4, side, side);
}

}  // namespace

CameraGuess boxedByMask(const Camera& camera, const Mask& mask) {
    Pose pose = poseOf(camera);
    std::array<Vec2, 3> images, across;
    for (size_t i = 0; i < 3; ++i) {
        const Vec3 d = pose.rotation.column(static_cast<int>(i));
        images[i] = {d.x, d.y};
        const double length = std::max(norm(images[i]), 1e-6);
        across[i] = Vec2{-images[i].y, images[i].x} / length;
    }
    const auto widths = spans(mask, across);
    const auto area = [&](size_t i, size_t j) { return std::max(std::abs(cross(images[i], images[j])), 1e-3); };
    // width_i * |image_i| = side_j * area(i, j) + side_k * area(i, k), for the three axes i.
    std::array<double, 3> scaledWidth{};
    for (size_t i = 0; i < 3; ++i)
        scaledWidth[i] = (widths[i].high - widths[i].low) * norm(images[i]) * area((i + 1) % 3, (i + 2) % 3);
    Vec3 sides;
    for (size_t i = 0; i < 3; ++i) {
        const size_t j = (i + 1) % 3, k = (i + 2) % 3;
        sides[static_cast<int>(i)] =
            (scaledWidth[j] + scaledWidth[k] - scaledWidth[i]) / (2.0 * area(i, j) * area(i, k));
    }
    const double longest = std::max({sides.x, sides.y, sides.z, 1e-6});
    pose.scale = longest;
    pose.center = meeting(across, widths);
    const auto share = [&](double side) { return std::clamp(side / longest, kThinnest, 1.0); };
    return {cameraOf(pose, camera.width, camera.height), {share(sides.x), share(sides.y), share(sides.z)}};
}

std::vector<CameraGuess> guessCameras(const Mask& mask, const std::vector<LineSegment>& segments, size_t most) {
    std::vector<std::pair<double, CameraGuess>> found;
    for (const double elevation : {22.0, 38.0, 58.0})
        for (const double azimuth : {12.0, 37.0, 62.0}) {
            const Camera start = usualView(azimuth * kDegree, elevation * kDegree, mask.width);
            const CameraGuess guess = boxedByMask(alignedToSegments(start, segments), mask);
            const csg::Solid box(boxOf(guess.boxSize));
            const double value = agreement(guess.camera, segments) + 0.5 * maskIou(silhouette(box, guess.camera), mask);
            found.emplace_back(value, guess);
        }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<CameraGuess> out;
    for (const auto& entry : found) {
        const CameraGuess& guess = entry.second;
        const bool known = std::any_of(out.begin(), out.end(), [&](const CameraGuess& other) {
            return angleBetween(other.camera.rotation, guess.camera.rotation) < 8.0 * kDegree;
        });
        if (!known && out.size() < most) out.push_back(guess);
    }
    return out;
}

}  // namespace img2cadseq
