#include "synth/sample.h"

#include <algorithm>

#include "core/error.h"
#include "synth/canonical.h"
#include "synth/part.h"

namespace img2cadseq::synth {
namespace {

/// Streams of random numbers of one sample; each use has its own, so that a change in one leaves the others.
enum Stream : uint64_t { kViewStream = 1, kPointStream = 2, kPictureStream = 3 };

Random streamOf(uint64_t seed, uint64_t index, Stream stream) { return Random(seed, index).child(stream); }

void setGround(Buffers& buffers, const View& view, double scale) {
    const Vec3 normal = view.camera.rotation * view.groundNormal;
    const Vec3 point = view.camera.rotation * view.groundPoint + view.camera.translation;
    buffers.groundNormal = cast<float>(normal);
    buffers.groundOffset = static_cast<float>(dot(normal, point) * scale);
}

uint64_t cutBlocksOf(const CadSequence& sequence) {
    uint64_t bits = 0;
    for (size_t k = 0; k < std::min<size_t>(sequence.blocks.size(), 64); ++k) {
        if (sequence.blocks[k].op == BooleanOp::Cut) bits |= uint64_t{1} << k;
    }
    return bits;
}

/// Whether enough is seen to tell what it is: sheets from their rim are hairlines.
bool clearlySeen(const Mask& mask) {
    constexpr double kLeastShare = 0.008;
    const auto seen = static_cast<double>(std::count(mask.data.begin(), mask.data.end(), uint8_t{255}));
    return seen >= kLeastShare * static_cast<double>(mask.data.size());
}

/// Chooses the view, brings the part into its canonical frame and fills the buffers. Views that show next to nothing
/// are drawn again, a few times. Returns the canonical solid.
csg::Solid lookAtPart(Sample& sample, const CadSequence& part, const Box3& box, const SampleOptions& options) {
    constexpr uint64_t kTries = 6;
    Random draw = streamOf(sample.seed, sample.index, kViewStream);
    const ViewKind kind = draw.chance(options.photographs) ? ViewKind::Photograph : ViewKind::Viewport;
    ViewOptions viewOptions;
    viewOptions.width = viewOptions.height = options.size;
    viewOptions.fillLow = options.fillLow;
    viewOptions.fillHigh = options.fillHigh;
    viewOptions.freeRoll = options.freeRoll;
    viewOptions.straightOn = options.straightOn;
    const std::vector<Vec3> outline = outlinePoints(part);
    const PartSymmetry symmetry = findSymmetry(part, box);
    for (uint64_t k = 1;; ++k) {
        const View view = randomView(kind, outline, viewOptions, draw.child(k));
        sample.frame = canonicalFrame(view.camera, box, symmetry);
        sample.sequence = canonicalise(transformed(part, sample.frame.part));
        csg::Solid solid(sample.sequence);
        sample.buffers = renderBuffers(solid, toCanonical(view.camera, sample.frame), outlinePoints(sample.sequence));
        if (k < kTries && !clearlySeen(sample.buffers.mask)) continue;
        sample.buffers.kind = kind;
        sample.buffers.ambiguous = sample.frame.ambiguous;
        sample.buffers.cutBlocks = cutBlocksOf(sample.sequence);
        setGround(sample.buffers, view, sample.frame.part.scale);
        return solid;
    }
}

}  // namespace

Sample sampleOf(const CadSequence& part, uint64_t seed, uint64_t index, const SampleOptions& options) {
    Sample sample;
    sample.seed = seed;
    sample.index = index;
    const Box3 box = csg::Solid(part).box();
    if (box.empty()) throw Error(ErrorCode::BadGeometry, "part '" + part.name + "' is empty");

    const csg::Solid solid = lookAtPart(sample, part, box, options);
    if (options.points > 0) sample.points = solid.sampleSurface(options.points, streamOf(seed, index, kPointStream));
    if (options.picture) sample.picture = repaint(sample, 0);
    return sample;
}

Sample makeSample(uint64_t seed, uint64_t index, const SampleOptions& options) {
    const Part part = makePart(seed, index);
    Sample sample = sampleOf(part.sequence, seed, index, options);
    sample.family = part.family;
    return sample;
}

Picture repaint(const Sample& sample, uint64_t draw) {
    return paint(sample.buffers, streamOf(sample.seed, sample.index, kPictureStream).child(draw));
}

Sample mirrored(const Sample& sample) {
    Sample result = sample;
    Similarity swap;
    swap.rotation.row[0] = {0, 1, 0};
    swap.rotation.row[1] = {1, 0, 0};
    result.buffers = mirrored(sample.buffers);

    // Views within the frontal margin, and n-fold parts, leave their canonical range when mirrored: turn them back in.
    Box3 box;
    box.add(Vec3{-0.5, -0.5, -0.5});
    box.add(Vec3{0.5, 0.5, 0.5});
    const CanonicalFrame again =
        canonicalFrame(result.buffers.camera, box, turned(sample.frame.symmetry, swap.rotation));
    result.buffers.camera.rotation = result.buffers.camera.rotation * again.cameraTurn.transposed();
    Similarity back;
    back.rotation = again.part.rotation;
    const Similarity whole = swap.then(back);
    if (!sample.sequence.blocks.empty()) result.sequence = canonicalise(transformed(sample.sequence, whole));
    for (csg::SurfaceSample& p : result.points) {
        p.position = whole.apply(p.position);
        p.normal = whole.rotation * p.normal;
    }
    result.frame = again;
    result.frame.part = sample.frame.part.then(whole);
    result.frame.cameraTurn = again.cameraTurn * swap.rotation * sample.frame.cameraTurn;
    flipPicture(result.picture);
    return result;
}

}  // namespace img2cadseq::synth
