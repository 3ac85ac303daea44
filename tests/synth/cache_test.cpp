#include "synth/cache.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/data.h"
#include "synth/pack.h"

namespace img2cadseq::synth {
namespace {

SampleOptions small() {
    SampleOptions options;
    options.size = 48;
    options.points = 200;
    return options;
}

TEST(Pack, KeepsWhatItSays) {
    for (uint64_t i = 0; i < 8; ++i) {
        const Sample s = makeSample(21, i, small());
        const Sample t = unpackSample(packSample(s));
        EXPECT_EQ(t.family, s.family);
        EXPECT_EQ(t.buffers.mask.data, s.buffers.mask.data);
        EXPECT_EQ(t.buffers.coverage.data, s.buffers.coverage.data);
        EXPECT_EQ(t.buffers.edges.data, s.buffers.edges.data);
        EXPECT_EQ(t.buffers.camera.rotation, s.buffers.camera.rotation);
        EXPECT_EQ(t.frame.ambiguous, s.frame.ambiguous);
        for (size_t k = 0; k < s.buffers.mask.data.size(); ++k) {
            if (!s.buffers.mask.data[k]) continue;
            EXPECT_NEAR(t.buffers.frontDepth.data[k], s.buffers.frontDepth.data[k], 2e-5);
            EXPECT_NEAR(t.buffers.backDepth.data[k], s.buffers.backDepth.data[k], 2e-5);
            EXPECT_NEAR(t.buffers.backNormal.y.data[k], s.buffers.backNormal.y.data[k], 0.011);
        }
        ASSERT_EQ(t.points.size(), s.points.size());
        for (size_t k = 0; k < s.points.size(); ++k) {
            EXPECT_LT(norm(t.points[k].position - s.points[k].position), 2e-5);
            EXPECT_LT(norm(t.points[k].normal - s.points[k].normal), 0.011);
            EXPECT_EQ(t.points[k].face, std::min(s.points[k].face, 255));
        }
    }
}

TEST(Pack, DamagedBytesAreRefused) {
    const auto bytes = packSample(makeSample(21, 1, small()));
    for (const size_t length : {size_t{0}, size_t{3}, size_t{100}, bytes.size() / 2, bytes.size() - 1})
        EXPECT_THROW(unpackSample(std::span(bytes).first(length)), Error) << length;
    auto wrong = bytes;
    wrong[0] ^= 1;
    EXPECT_THROW(unpackSample(wrong), Error);
}

TEST(Cache, IsFilledOnceGoesOnAndReadsBack) {
    const test::TemporaryFolder folder;
    EXPECT_EQ(fillCache(folder.path(), 4, 0, 10, small(), 2, {}, 4), 10u);
    std::filesystem::remove(std::filesystem::directory_iterator(folder.path())->path());
    EXPECT_GT(fillCache(folder.path(), 4, 0, 10, small(), 1, {}, 4), 0u);
    EXPECT_EQ(fillCache(folder.path(), 4, 0, 10, small(), 1, {}, 4), 0u);
    const SampleCache cache(folder.path());
    ASSERT_EQ(cache.size(), 10u);
    for (size_t i = 0; i < cache.size(); ++i) {
        const Sample cached = cache.load(i), fresh = makeSample(4, i, small());
        EXPECT_EQ(cached.index, i);
        EXPECT_EQ(cached.buffers.mask.data, fresh.buffers.mask.data);
        EXPECT_EQ(sequenceOf(cached).blocks, fresh.sequence.blocks);
        EXPECT_EQ(repaint(cached, 2).image.data, repaint(cache.load(i), 2).image.data);
    }
}

TEST(Cache, ACutShardIsRefused) {
    const test::TemporaryFolder folder;
    fillCache(folder.path(), 4, 0, 2, small(), 1);
    const auto path = std::filesystem::directory_iterator(folder.path())->path();
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 5);
    EXPECT_THROW(SampleCache cache(folder.path()), Error);
}

}  // namespace
}  // namespace img2cadseq::synth
