#include "geometry/mask_patches.h"

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(MaskPatches, FourNeighboursHangTogetherCornersDoNot) {
    const char* const rows[] = {"##..#", ".#...", "..###", "....#"};
    Mask mask(5, 4);
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 5; ++x) mask.at(x, y) = rows[y][x] == '#' ? 255 : 0;
    const auto patches = patchesOf(mask);
    ASSERT_EQ(patches.size(), 3u);
    EXPECT_EQ(patches[0].size(), 3u);
    EXPECT_EQ(patches[1].size(), 1u);
    EXPECT_EQ(patches[1][0].x, 4);
    EXPECT_EQ(patches[1][0].y, 0);
    EXPECT_EQ(patches[2].size(), 4u);
    EXPECT_TRUE(patchesOf(Mask(3, 3)).empty());
    EXPECT_TRUE(patchesOf({}).empty());
}

}  // namespace
}  // namespace img2cadseq
