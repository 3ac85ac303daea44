#include "synth/sample.h"

#include <cstring>

#include <gtest/gtest.h>

#include "core/parallel.h"

namespace img2cadseq::synth {
namespace {

template <class T>
uint64_t hashOf(const std::vector<T>& values, uint64_t start) {
    return hashBytes(values.data(), values.size() * sizeof(T), start);
}

uint64_t hashOf(const Sample& s) {
    uint64_t h = hashOf(s.picture.image.data, 1);
    h = hashOf(s.picture.mask.data, h);
    h = hashOf(s.buffers.frontDepth.data, h);
    h = hashOf(s.buffers.backNormal.y.data, h);
    h = hashOf(s.buffers.openness.data, h);
    for (const csg::SurfaceSample& p : s.points) h = hashBytes(&p.position, sizeof(p.position), h);
    return h;
}

TEST(Sample, SameNumbersGiveTheSameBytesOnAnyThread) {
    constexpr size_t kCount = 24;
    SampleOptions options;
    options.size = 64;
    options.points = 256;
    std::vector<uint64_t> one(kCount), two(kCount);
    parallelFor(kCount, 1, [&](size_t i) { one[i] = hashOf(makeSample(5, i, options)); });
    parallelFor(kCount, 2, [&](size_t i) { two[kCount - 1 - i] = hashOf(makeSample(5, kCount - 1 - i, options)); });
    EXPECT_EQ(one, two);
}

TEST(Sample, PointsAndPixelsLieOnTheCanonicalPart) {
    SampleOptions options;
    options.size = 48;
    options.points = 300;
    for (uint64_t i = 0; i < 10; ++i) {
        const Sample s = makeSample(6, i, options);
        const csg::Solid solid(s.sequence);
        Box3 box;
        for (const auto& p : s.points) box.add(p.position);
        EXPECT_LE(box.longestSide(), 1.0 + 1e-9);
        EXPECT_NEAR(solid.box().longestSide(), 1.0, 1e-4);
        const Buffers& b = s.buffers;
        for (int v = 0; v < b.height(); ++v) {
            for (int u = 0; u < b.width(); ++u) {
                if (!b.mask.at(u, v)) continue;
                const double front = b.frontDepth.at(u, v), back = b.backDepth.at(u, v);
                EXPECT_LE(front, back);
                EXPECT_FALSE(solid.inside(b.camera.unproject(u + 0.5, v + 0.5, front - 1e-4)));
                EXPECT_FALSE(solid.inside(b.camera.unproject(u + 0.5, v + 0.5, back + 1e-4)));
                EXPECT_LT(b.frontNormal.z.at(u, v), 0.5f) << "front faces look at the camera";
            }
        }
    }
}

/// Rendering the mirrored sequence with the mirrored camera must give the mirrored buffers.
TEST(Sample, MirrorImageIsWhatItsOwnPartLooksLike) {
    SampleOptions options;
    options.size = 64;
    for (uint64_t i = 0; i < 12; ++i) {
        const Sample m = mirrored(makeSample(8, i, options));
        const Buffers again = renderBuffers(csg::Solid(m.sequence), m.buffers.camera, outlinePoints(m.sequence));
        size_t different = 0, count = 0;
        for (size_t k = 0; k < again.mask.data.size(); ++k) {
            if (!again.mask.data[k] && !m.buffers.mask.data[k]) continue;
            ++count;
            const bool near = std::abs(again.frontDepth.data[k] - m.buffers.frontDepth.data[k]) < 1e-4f &&
                              std::abs(again.backDepth.data[k] - m.buffers.backDepth.data[k]) < 1e-4f;
            different += near ? 0 : 1;
        }
        EXPECT_LE(different, 1 + count / 100) << "sample " << i;
        const Box3 box = csg::Solid(m.sequence).box();
        const CanonicalFrame frame = canonicalFrame(m.buffers.camera, box, findSymmetry(m.sequence, box));
        if (std::min(frame.uprightMargin, frame.azimuthMargin) < 1e-3) continue;
        EXPECT_GT(dot(frame.cameraTurn.row[0], Vec3{1, 0, 0}), 1 - 1e-6) << "sample " << i;
        EXPECT_GT(dot(frame.cameraTurn.row[2], Vec3{0, 0, 1}), 1 - 1e-6);
    }
}

TEST(Sample, RepaintingZeroIsThePictureAndOthersDiffer) {
    SampleOptions options;
    options.size = 64;
    const Sample s = makeSample(9, 3, options);
    EXPECT_EQ(repaint(s, 0).image.data, s.picture.image.data);
    EXPECT_NE(repaint(s, 1).image.data, s.picture.image.data);
}

}  // namespace
}  // namespace img2cadseq::synth
