#include "learn/part_batch.h"

#include <gtest/gtest.h>

namespace img2cadseq::learn {
namespace {

PartSample sampleOf(uint64_t index, bool pictured) {
    SampleOptions options;
    options.points = 512;
    PartSample sample = makePartSample(options, index);
    if (!pictured) return sample;
    constexpr int kAcross = nn::PictureCondition::kAcross;
    sample.tokens = {kAcross, 6, std::vector<float>(nn::PictureCondition::kTokens * 6, 0.5f)};
    sample.camera = Camera::lookAt({3, 1, 1}, {0, 0, 0}, {0, 0, 1}, 0.5, 64, 64);
    return sample;
}

TEST(PartBatch, CloudsAloneHaveNoPictures) {
    std::vector<PartSample> samples;
    for (uint64_t i = 0; i < 3; ++i) samples.push_back(sampleOf(i, false));
    const PartBatch batch = partBatch(std::move(samples));
    EXPECT_EQ(batch.conditions.planes.size(0), 3);
    EXPECT_FALSE(batch.conditions.tokens.defined());
    EXPECT_EQ(batch.parts.size(), 3u);
}

TEST(PartBatch, PartsWithoutAPictureHaveZerosInItsPlace) {
    std::vector<PartSample> samples;
    for (const bool pictured : {false, true, false}) samples.push_back(sampleOf(samples.size(), pictured));
    const nn::ConditionTensors given = partBatch(std::move(samples)).conditions;
    ASSERT_EQ(given.tokens.sizes(), (torch::IntArrayRef{3, nn::PictureCondition::kTokens, 6}));
    for (int64_t i = 0; i < 3; ++i) {
        EXPECT_EQ(given.pictured[i].item<bool>(), i == 1);
        EXPECT_EQ(given.tokens[i].abs().max().item<float>(), i == 1 ? 0.5f : 0.0f);
        EXPECT_EQ(given.rays[i].abs().max().item<float>() > 0.0f, i == 1);
    }
}

}  // namespace
}  // namespace img2cadseq::learn
