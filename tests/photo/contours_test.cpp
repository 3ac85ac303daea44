#include "photo/contours.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Contours, ARingHasAnOuterBorderAndAHole) {
    Mask mask(100, 80);
    for (int y = 0; y < 80; ++y)
        for (int x = 0; x < 100; ++x) {
            const double r = std::hypot(x + 0.5 - 50, y + 0.5 - 40);
            mask.at(x, y) = r < 30 && r > 10 ? 255 : 0;
        }
    mask.at(2, 2) = 255;
    const auto regions = regionContours(mask);
    ASSERT_EQ(regions.size(), 1u);
    ASSERT_EQ(regions[0].holes.size(), 1u);
    EXPECT_NEAR(regions[0].area, std::numbers::pi * 800, 40);
    for (const Vec2& p : regions[0].outer) EXPECT_NEAR(norm(p - Vec2{50, 40}), 30, 0.9);
    for (const Vec2& p : regions[0].holes[0]) EXPECT_NEAR(norm(p - Vec2{50, 40}), 10, 0.9);
}

TEST(Contours, MorphologyFillsGapsAndRemovesSlivers) {
    Mask mask(40, 40);
    for (int y = 5; y < 35; ++y)
        for (int x = 5; x < 35; ++x) mask.at(x, y) = x == 20 ? 0 : 255;
    EXPECT_EQ(closed(mask, 2).at(20, 20), 255);
    Mask sliver(40, 40);
    for (int y = 5; y < 35; ++y) sliver.at(20, y) = 255;
    EXPECT_EQ(opened(sliver, 2).at(20, 20), 0);
    EXPECT_EQ(dilated(sliver, 2).at(22, 20), 255);
    EXPECT_EQ(eroded(mask, 1).at(5, 10), 0);
}

}  // namespace
}  // namespace img2cadseq
