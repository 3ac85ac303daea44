#include "learn/close_sample.h"

#include <algorithm>

#include "cad/outline_points.h"
#include "csg/openings.h"
#include "geometry/mask_patches.h"
#include "learn/picture_changes.h"
#include "nn/picture_input.h"
#include "synth/buffers.h"

namespace img2cadseq::learn {
namespace {

constexpr int kWhole = 512, kTile = 256, kAfar = 128, kEdgeSide = 128;  ///< pixels, as in nn/picture_lifter.h
constexpr int kCellsAcross = 192;
constexpr double kAtOpening[] = {0.8, 0.3};  ///< chance that a part is taken where one looks through

/// A pixel of each patch: small patches are as many as large ones.
std::vector<Pixel> onePixelEach(const Mask& mask) {
    std::vector<Pixel> found;
    for (const auto& patch : patchesOf(mask)) found.push_back(patch.front());
    return found;
}

/// The large ones, and what lies within a few pixels of them.
Mask largeOf(const Mask& openings) {
    constexpr int kAbout = 4;
    Mask large(openings.width, openings.height);
    for (const auto& patch : patchesOf(openings)) {
        if (patch.size() <= 4 * kSmallOpening) continue;
        for (const Pixel& p : patch)
            for (int y = std::max(0, p.y - kAbout); y <= std::min(large.height - 1, p.y + kAbout); ++y)
                for (int x = std::max(0, p.x - kAbout); x <= std::min(large.width - 1, p.x + kAbout); ++x)
                    large.at(x, y) = 255;
    }
    return large;
}

/// Top left corner of a part of the whole that has the pixel (of kAfar) in it, not at its border where that can be.
Pixel cornerFor(const Pixel& pixel, Random& random) {
    constexpr int kBorder = 32;
    const auto along = [&](int at) {
        return std::clamp(at * (kWhole / kAfar) - random.integer(kBorder, kTile - kBorder), 0, kWhole - kTile);
    };
    const int x = along(pixel.x);
    return {x, along(pixel.y)};
}

Camera closerCamera(const Camera& whole, const Pixel& corner) {
    Camera camera = whole.resized(kWhole, kWhole);
    camera.principal = camera.principal - Vec2{static_cast<double>(corner.x), static_cast<double>(corner.y)};
    camera.width = camera.height = kTile;
    return camera;
}

synth::Buffers closerBuffers(const Camera& camera, const csg::Solid& solid, const synth::Sample& whole) {
    synth::Buffers b = synth::renderBuffers(solid, camera, outlinePoints(whole.sequence));
    b.kind = whole.buffers.kind;
    b.ambiguous = whole.buffers.ambiguous;
    b.cutBlocks = whole.buffers.cutBlocks;
    b.groundNormal = whole.buffers.groundNormal;
    b.groundOffset = whole.buffers.groundOffset;
    return b;
}

std::vector<float> closeShares(const Mask& mask) {
    constexpr int kCell = kTile / kEdgeSide;
    std::vector<float> shares(static_cast<size_t>(kEdgeSide) * kEdgeSide, 0.0f);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y))
                shares[static_cast<size_t>(y / kCell) * kEdgeSide + static_cast<size_t>(x / kCell)] +=
                    1.0f / (kCell * kCell);
    return shares;
}

std::vector<float> anyOf(std::vector<float> shares) {
    for (float& s : shares) s = s > 0.0f ? 1.0f : 0.0f;
    return shares;
}

std::vector<float> closeEdges(const synth::Buffers& b) {
    Mask drawn(b.width(), b.height());
    for (size_t i = 0; i < drawn.data.size(); ++i) {
        const auto edge = static_cast<synth::Edge>(b.edges.data[i]);
        drawn.data[i] = edge != synth::Edge::None && edge != synth::Edge::Smooth;
    }
    return anyOf(closeShares(drawn));
}

/// A view from afar, and where one looks through the part there.
struct View {
    synth::Sample sample;
    csg::Solid solid;
    csg::Openings openings;
    std::vector<Pixel> through;
};

View viewOf(const LifterDataOptions& options, uint64_t index) {
    synth::SampleOptions how;
    how.size = kAfar;
    how.points = 0;
    how.picture = false;
    how.photographs = options.photographs;
    how.fillLow = 0.6;
    how.fillHigh = 0.88;
    how.freeRoll = options.freeRoll;
    how.straightOn = options.straightOn;
    synth::Sample sample = [&] {
        const uint64_t part = options.parts > 0 ? index % options.parts : index;
        return synth::sampleOf(lifterPart(options, part), options.seed, part, how);
    }();
    csg::Solid solid(sample.sequence);
    csg::Openings openings(solid, kCellsAcross);
    std::vector<Pixel> through = onePixelEach(openings.seen(sample.buffers.camera, sample.buffers.frontDepth));
    return {std::move(sample), std::move(solid), std::move(openings), std::move(through)};
}

/// Of the views that this index names, one behind the other, the first in which one looks through, or the last.
View openView(const LifterDataOptions& options, uint64_t index) {
    constexpr uint64_t kTries = 3, kApart = uint64_t{1} << 40;
    for (uint64_t i = 0;; ++i) {
        View view = viewOf(options, index + i * kApart);
        if (!view.through.empty() || i + 1 == kTries) return view;
    }
}

/// All pixels of the mask.
std::vector<Pixel> pixelsOf(const Mask& mask) {
    std::vector<Pixel> all;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y)) all.push_back({x, y});
    return all;
}

}  // namespace

std::array<CloseSample, 2> makeClosePair(const LifterDataOptions& options, uint64_t index) {
    const Random random(options.seed, 0xC105E0000ull + index);
    const auto [whole, solid, openings, through] = openView(options, index);
    const std::vector<Pixel> part = pixelsOf(whole.buffers.mask);
    std::array<CloseSample, 2> made;
    for (size_t k = 0; k < made.size(); ++k) {
        Random own = random.child(k);
        const bool at = !through.empty() && own.chance(kAtOpening[k]);
        const std::vector<Pixel>& places = at || part.empty() ? through : part;
        const Pixel place = places.empty() ? Pixel{kAfar / 2, kAfar / 2} : places[own.bits64() % places.size()];
        synth::Sample sample = whole;
        sample.buffers = closerBuffers(closerCamera(whole.buffers.camera, cornerFor(place, own)), solid, whole);
        sample.picture = synth::repaint(sample, k);
        if (options.drawings > 0.0 && own.chance(options.drawings))
            sample.picture.image = drawn(sample.buffers, own.child(3));
        if (own.chance(options.small)) seeSmall(sample.picture.image, own.child(1), 2.0);
        if (options.bordered > 0.0 && own.chance(options.bordered))
            endInside(sample.picture.image, sample.buffers.mask, own.child(4));
        if (own.chance(options.developed)) developOtherwise(sample.picture.image, own.child(2));
        const bool masked = !own.chance(options.unknownMask);
        made[k].picture = nn::pictureInput(sample.picture.image, masked ? sample.picture.mask : Mask());
        made[k].edge = closeEdges(sample.buffers);
        const Mask seen = openings.seen(sample.buffers.camera, sample.buffers.frontDepth);
        made[k].openings = closeShares(seen);
        made[k].large = anyOf(closeShares(largeOf(seen)));
    }
    return made;
}

std::vector<CloseSample> makeCloseSamples(const LifterDataOptions& options, uint64_t first, int64_t count) {
    std::vector<CloseSample> samples;
    for (int64_t i = 0; i < (count + 1) / 2; ++i)
        for (CloseSample& sample : makeClosePair(options, first + static_cast<uint64_t>(i)))
            if (static_cast<int64_t>(samples.size()) < count) samples.push_back(std::move(sample));
    return samples;
}

}  // namespace img2cadseq::learn
