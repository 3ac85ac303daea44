#include "learn/picture_pairs.h"

#include <algorithm>
#include <cmath>

#include "cad/transform.h"
#include "core/error.h"
#include "csg/solid.h"
#include "learn/picture_changes.h"
#include "synth/buffers.h"
#include "synth/canonical.h"
#include "synth/frame.h"

namespace img2cadseq::learn {
namespace {

constexpr int kSide = 256;  ///< of the pictures that the lifter sees, in pixels

/// The rotation that takes the line of sight `ray` (camera axes) to the middle of the picture and keeps x level.
Mat3 lookAlong(const Vec3& ray) {
    const Vec3 z = normalized(ray), x = normalized(cross(Vec3{0, 1, 0}, z));
    return Mat3{{x, cross(z, x), z}};
}

/// A camera at the same place whose line of sight goes through the world's `middle`; in pixels of no picture yet.
Camera turnedTo(const Camera& camera, const Vec3& middle) {
    Camera out = camera;
    out.principal = {};
    out.width = out.height = kSide;
    if (camera.projection == Projection::Orthographic) return out;
    const Mat3 look = lookAlong(camera.rotation * middle + camera.translation);
    out.rotation = look * camera.rotation;
    out.translation = look * camera.translation;
    return out;
}

/// Lets the silhouette fill `fill` of the picture, its rectangle's middle off the picture's by shares `off` of the room
/// that is left.
void frame(Camera& camera, const std::vector<Vec3>& outline, double fill, const Vec2& off) {
    Box2 seen;
    for (const Vec3& point : outline) {
        const Vec3 p = camera.project(point);
        seen.add(Vec2{p.x, p.y});
    }
    const Vec2 size = seen.size(), middle = seen.center();
    const double scale = fill * kSide / std::max({size.x, size.y, 1e-9}), room = 0.5 * (1.0 - fill) * kSide;
    camera.focal *= scale;
    camera.principal = Vec2{0.5 * kSide + off.x * room, 0.5 * kSide + off.y * room} - middle * scale;
}

/// The place in the picture of `from` that pixel position (u, v) of `to` shows; both stand at the same place, or look
/// the same way from without perspective.
Vec2 placeIn(const Camera& from, const Camera& to, double u, double v) {
    if (from.projection == Projection::Orthographic) {
        const Vec2 there{(u - to.principal.x) / to.focal, (v - to.principal.y) / to.focal};
        return {from.focal * there.x + from.principal.x, from.focal * there.y + from.principal.y};
    }
    const Vec3 ray{(u - to.principal.x) / to.focal, (v - to.principal.y) / to.focal, 1.0};
    const Vec3 there = from.rotation * (to.rotation.transposed() * ray);
    return {from.focal * there.x / there.z + from.principal.x, from.focal * there.y / there.z + from.principal.y};
}

/// The mean of the picture's pixels about a place, its border repeated.
Vec3 colourAt(const Image& picture, const Vec2& place) {
    const auto clamped = [](double value, int size) { return std::clamp(value - 0.5, 0.0, size - 1.0); };
    const double x = clamped(place.x, picture.width), y = clamped(place.y, picture.height);
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const int right = std::min(left + 1, picture.width - 1), bottom = std::min(top + 1, picture.height - 1);
    const auto at = [&](int u, int v) {
        const Rgb& p = picture.at(u, v);
        return Vec3{static_cast<double>(p.r), static_cast<double>(p.g), static_cast<double>(p.b)};
    };
    const double a = x - left, b = y - top;
    const Vec3 above = at(left, top) * (1 - a) + at(right, top) * a,
               below = at(left, bottom) * (1 - a) + at(right, bottom) * a;
    return above * (1 - b) + below * b;
}

/// The picture as `to` sees it, four rays a pixel along either axis where it is made smaller.
Image seenBy(const Camera& to, const PicturePair& pair) {
    const int rays = pair.camera.focal > 1.5 * to.focal ? 4 : 2;
    Image out(kSide, kSide);
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) {
            Vec3 sum{};
            for (int k = 0; k < rays * rays; ++k) {
                const double u = x + (k % rays + 0.5) / rays, v = y + (k / rays + 0.5) / rays;
                sum = sum + colourAt(pair.picture, placeIn(pair.camera, to, u, v));
            }
            const auto byte = [&](double value) { return static_cast<uint8_t>(std::lround(value / (rays * rays))); };
            out.at(x, y) = {byte(sum.x), byte(sum.y), byte(sum.z)};
        }
    return out;
}

}  // namespace

LifterScene pairScene(const PicturePair& pair, const LifterDataOptions& options, Random random) {
    const Box3 box = csg::Solid(pair.sequence).box();
    if (box.empty()) throw Error(ErrorCode::BadGeometry, pair.name + ": its part is empty");
    const Vec3 there = pair.camera.project(box.center());
    const bool before = pair.camera.projection == Projection::Orthographic || there.z > 0.0;
    if (!before || there.x < 0 || there.y < 0 || there.x > pair.picture.width || there.y > pair.picture.height)
        throw Error(ErrorCode::BadGeometry, pair.name + ": its camera does not see the part",
                    "the camera has to see the sequence in the sequence's own frame and lengths");
    const bool unknown = random.chance(options.unknownMask);
    const double fill = unknown ? random.uniform(0.35, 0.95) : random.uniform(0.6, 0.88);
    Camera camera = turnedTo(pair.camera, box.center());
    frame(camera, outlinePoints(pair.sequence), fill, {random.uniform(-0.6, 0.6), random.uniform(-0.6, 0.6)});

    synth::Sample sample;
    sample.family = pair.name;
    sample.frame = synth::canonicalFrame(camera, box, synth::findSymmetry(pair.sequence, box));
    sample.sequence = synth::canonicalise(transformed(pair.sequence, sample.frame.part));
    sample.buffers = synth::renderBuffers(csg::Solid(sample.sequence), synth::toCanonical(camera, sample.frame),
                                          outlinePoints(sample.sequence));
    sample.picture = {seenBy(camera, pair), sample.buffers.mask, "photograph"};
    if (random.chance(0.5)) sample = synth::mirrored(sample);
    if (random.chance(options.developed)) developOtherwise(sample.picture.image, random.child(1));
    return {std::move(sample), !unknown, random.child(2)};
}

std::vector<LifterSample> pairSamples(const std::vector<PicturePair>& pairs, const LifterDataOptions& options,
                                      uint64_t first, int64_t count) {
    std::vector<LifterSample> samples;
    for (int64_t i = 0; i < count; ++i) {
        const uint64_t index = first + static_cast<uint64_t>(i);
        const LifterScene scene =
            pairScene(pairs[index % pairs.size()], options, Random(options.seed, 0x9A120000ull + index));
        samples.push_back(lifterSample(scene.sample, scene.giveMask, scene.random));
    }
    return samples;
}

}  // namespace img2cadseq::learn
