#include "nn/codec.h"

#include <gtest/gtest.h>

#include "codes/loop_walk.h"
#include "core/error.h"

namespace img2cadseq::nn {
namespace {

codes::PartFeatures plate() {
    codes::PartFeatures features;
    features.blocks.push_back(
        codes::BlockFeature::fromNumbers(std::array<float, 12>{0, 0, 1, 0, 0, -.1f, -.1f, .1f, 1, 0, 0, 0}.data()));
    codes::LoopFeature outer;
    outer.patch = {{0, 0}, {1, 0.5}, 0};
    outer.corners = {{-.5, -.5}, {.5, -.5}, {.5, .5}, {-.5, .5}};
    outer.curves = codes::featuresOf({outer.corners, {0, 0, 0, 0}});
    codes::LoopFeature hole;
    hole.hole = true;
    hole.patch = {{0.2, 0.05}, {0.1, 0.1}, 0};
    hole.curves = {codes::circleFeature()};
    features.loops = {outer, hole};
    return features;
}

TEST(Arrays, RowsHoldEverything) {
    const codes::PartFeatures features = plate();
    const PartArrays arrays = toArrays(features);
    for (size_t i = 0; i < features.loops.size(); ++i) {
        codes::LoopFeature back;
        readCurveRow(arrays.curves[i].data(), back);
        ASSERT_EQ(back.curves.size(), features.loops[i].curves.size());
        ASSERT_EQ(back.corners.size(), features.loops[i].corners.size());
        for (size_t k = 0; k < back.curves.size(); ++k)
            EXPECT_NEAR(back.curves[k].chord, features.loops[i].curves[k].chord, 1e-6);
    }
    codes::PartFeatures many = features;
    many.blocks.resize(codes::kBlocks + 1);
    EXPECT_THROW(toArrays(many), Error);
}

TEST(Quantiser, LearnsClustersAndUsesAllItsEntries) {
    torch::manual_seed(4);
    Quantiser quantiser(2, 8, 3);
    const torch::Tensor centers = torch::randn({8, 3}) * 5;
    const auto batch = [&] {
        return centers.index_select(0, torch::randint(8, {256})) + 0.05 * torch::randn({256, 3});
    };
    quantiser->start(batch());
    for (int i = 0; i < 300; ++i) quantiser->learn(batch());
    const torch::Tensor z = batch(), back = quantiser->decode(quantiser->encode(z), 2);
    EXPECT_LT((z - back).abs().mean().item<double>(), 0.05);
    EXPECT_GT(quantiser->use(), 0.9);
    EXPECT_TRUE(torch::allclose(quantiser->prefixes(quantiser->encode(z)).select(-2, 2), back));
}

TEST(Quantiser, PrefixesLeaveMaskedCodesOut) {
    torch::manual_seed(5);
    Quantiser quantiser(2, 4, 3);
    quantiser->start(torch::randn({64, 3}));
    const torch::Tensor sums = quantiser->prefixes(torch::tensor({{2, -1}, {-1, -1}}, torch::kLong));
    EXPECT_TRUE(torch::allclose(sums[0][2], quantiser->entries[0][2]));
    EXPECT_EQ(sums[1].abs().max().item<float>(), 0.0f);
}

TEST(Codec, TreesOfABatchAreThoseOfEachPart) {
    torch::manual_seed(6);
    Codec codec;
    for (Level* level : {&codec->block, &codec->patch, &codec->curve})
        (*level)->quantiser->start(torch::randn({600, (*level)->quantiser->width()}));
    const codes::PartFeatures features = plate();
    const PartArrays arrays = toArrays(features);
    const codes::CodeTree tree = codes::layOut(codec->encode(features));
    const torch::Tensor trees = codec->encodeTrees({&arrays, &arrays});
    for (int64_t s = 0; s < codes::kSlots; ++s)
        for (int64_t a = 0; a < codes::kAttributes; ++a)
            EXPECT_EQ(trees[1][s][a].item<int64_t>(), tree[static_cast<size_t>(s)][static_cast<size_t>(a)])
                << s << ' ' << a;
}

}  // namespace
}  // namespace img2cadseq::nn
