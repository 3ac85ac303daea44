#include "photo/edges.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

/// A light rectangle from (40, 30) to (160, 90) on a dark ground.
Image rectangle() {
    Image image(200, 120, {60, 60, 60});
    for (int y = 30; y < 90; ++y)
        for (int x = 40; x < 160; ++x) image.at(x, y) = {200, 190, 60};
    return image;
}

TEST(Edges, SegmentsLieOnTheSidesOfARectangle) {
    const auto segments = lineSegments(rectangle(), {}, 20.0);
    ASSERT_GE(segments.size(), 4u);
    double left = 1e9, top = 1e9;
    for (const auto& s : segments) {
        if (std::abs(s.start.x - s.end.x) < 1 && s.start.x < 100) left = std::min(left, std::abs(s.start.x - 40.0));
        if (std::abs(s.start.y - s.end.y) < 1 && s.start.y < 60) top = std::min(top, std::abs(s.start.y - 30.0));
    }
    EXPECT_LT(left, 0.5);
    EXPECT_LT(top, 0.5);
    EXPECT_NEAR(norm(segments[0].end - segments[0].start), 120.0, 8.0);
}

TEST(Edges, StrengthIsOnTheBorderAndNowhereElse) {
    const FloatMap strength = edgeStrength(rectangle());
    EXPECT_GT(std::max(strength.at(39, 60), strength.at(40, 60)), 0.9f);
    EXPECT_EQ(strength.at(100, 60), 0.0f);
    EXPECT_EQ(strength.at(10, 10), 0.0f);
    EXPECT_NEAR(edgeDistance(strength).at(100, 60), 30.0f, 1.1f);
    for (const float v : edgeStrength(Image(32, 32, {90, 90, 90})).data) EXPECT_EQ(v, 0.0f);
}

TEST(Edges, SignedDistanceIsPositiveInside) {
    Mask mask(50, 40);
    for (int y = 10; y < 30; ++y)
        for (int x = 10; x < 40; ++x) mask.at(x, y) = 255;
    const FloatMap distance = signedDistance(mask);
    EXPECT_NEAR(distance.at(25, 19), 10.0f, 0.01f);
    EXPECT_NEAR(distance.at(5, 20), -5.0f, 0.01f);
}

}  // namespace
}  // namespace img2cadseq
