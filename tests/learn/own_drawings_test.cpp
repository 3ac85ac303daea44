#include "learn/own_drawings.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "nn/lifter.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

constexpr size_t kPixels = 256 * 256;

std::vector<LifterSample> made(std::initializer_list<bool> masks) {
    synth::SampleOptions how;
    how.size = 256;
    how.points = 0;
    std::vector<LifterSample> samples;
    for (const bool mask : masks)
        samples.push_back(lifterSample(synth::makeSample(synth::kTestSeed, samples.size(), how), mask, Random(1)));
    return samples;
}

TEST(OwnDrawings, ComeBackInTheNextBatchWithTheSameTruth) {
    OwnDrawings drawings(2);
    const auto first = drawings.joined(made({false, true, true, true}));
    ASSERT_EQ(first.size(), 4u);
    torch::Tensor edges = torch::full({4, nn::LifterImpl::kEdgeSide, nn::LifterImpl::kEdgeSide}, -20.0f);
    edges[1].slice(0, 40, 42).fill_(20.0f);  // a line across the second picture
    drawings.keep(first, edges);
    const auto second = drawings.joined(made({true}));
    ASSERT_EQ(second.size(), 3u);  // the first picture had no mask, and two are enough
    const LifterSample &own = second[1], &origin = first[1];
    EXPECT_EQ(own.rotation, origin.rotation);
    EXPECT_EQ(own.front, origin.front);
    EXPECT_EQ(own.queries, origin.queries);
    for (size_t i = 3 * kPixels; i < 4 * kPixels; ++i) ASSERT_EQ(own.picture[i], origin.picture[i]);
    const auto brightness = [&](size_t row) { return own.picture[row * 256 + 100]; };
    EXPECT_NEAR(brightness(82), -1.0f, 0.02f);  // black where the edge is
    EXPECT_NEAR(brightness(60), 1.0f, 0.02f);
    EXPECT_EQ(second[2].rotation, first[2].rotation);
}

TEST(OwnDrawings, AreNotDrawnAgain) {
    OwnDrawings drawings(2);
    const torch::Tensor edges = torch::zeros({4, nn::LifterImpl::kEdgeSide, nn::LifterImpl::kEdgeSide});
    drawings.keep(drawings.joined(made({true, true})), edges);
    const auto second = drawings.joined(made({true}));
    ASSERT_EQ(second.size(), 3u);
    drawings.keep(second, edges);
    EXPECT_EQ(drawings.joined({}).size(), 1u);  // of the one that was fresh
}

TEST(OwnDrawings, NoneAreKeptWhereNoneAreWanted) {
    OwnDrawings drawings(0);
    drawings.keep(drawings.joined(made({true})), torch::zeros({1, 128, 128}));
    EXPECT_TRUE(drawings.joined({}).empty());
}

}  // namespace
}  // namespace img2cadseq::learn
