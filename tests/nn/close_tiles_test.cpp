#include "nn/close_tiles.h"

#include <gtest/gtest.h>

#include "nn/picture_lifter.h"

namespace img2cadseq::nn {
namespace {

constexpr int kWhole = PictureLifter::kCloseSide, kMap = PictureLifter::kCloseMapSide,
              kTile = PictureLifter::kPictureSide;

TEST(CloseTiles, CoverTheCropAndComeBackInPlace) {
    const auto tiles = closeTiles({});
    ASSERT_EQ(tiles.size(), 9u);
    // A crop whose pixels tell where they are; what a tile says of itself is that, at half the size.
    const torch::Tensor along = torch::arange(kWhole, torch::kFloat);
    const torch::Tensor crop =
        torch::stack({along.unsqueeze(0).expand({kWhole, kWhole}), along.unsqueeze(1).expand({kWhole, kWhole})})
            .unsqueeze(0);
    const torch::Tensor parts = cutOut(crop, tiles);
    ASSERT_EQ(parts.sizes(), torch::IntArrayRef({9, 2, kTile, kTile}));
    for (int channel = 0; channel < 2; ++channel) {
        const torch::Tensor seen = torch::avg_pool2d(parts.select(1, channel).unsqueeze(1), 2).squeeze(1);
        const torch::Tensor back = putTogether(seen, tiles);
        const torch::Tensor whole = torch::avg_pool2d(crop.select(1, channel).unsqueeze(1), 2)[0][0];
        ASSERT_EQ(back.sizes(), whole.sizes());
        EXPECT_LT((back - whole).abs().max().item<float>(), 0.05f);
    }
}

TEST(CloseTiles, OnlyWhereTheMaskIs) {
    Mask mask(kWhole, kWhole);
    EXPECT_TRUE(closeTiles(mask).empty());
    for (int y = 20; y < 60; ++y)
        for (int x = 30; x < 90; ++x) mask.at(x, y) = 255;
    const auto tiles = closeTiles(mask);
    ASSERT_EQ(tiles.size(), 1u);
    EXPECT_EQ(tiles[0].x, 0);
    EXPECT_EQ(tiles[0].y, 0);
    const torch::Tensor map = putTogether(torch::ones({1, kMap / 2, kMap / 2}), tiles);
    EXPECT_NEAR(map[30][30].item<float>(), 1.0f, 1e-4f);
    EXPECT_EQ(map[kMap - 10][kMap - 10].item<float>(), 0.0f);
}

}  // namespace
}  // namespace img2cadseq::nn
