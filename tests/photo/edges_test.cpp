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

TEST(Edges, PointsLieOnTheBorderToAFractionOfAPixel) {
    const auto points = edgePoints(rectangle());
    ASSERT_GT(points.size(), 300u);
    for (const PictureEdge& p : points) {
        const double x = std::min(std::abs(p.position.x - 40.0), std::abs(p.position.x - 160.0));
        const double y = std::min(std::abs(p.position.y - 30.0), std::abs(p.position.y - 90.0));
        EXPECT_LT(std::min(x, y), x < 4.0 && y < 4.0 ? 1.5 : 0.51);  // corners are rounded by the smoothing
        EXPECT_GT(p.strength, 0.3);
        EXPECT_LE(p.strength, 1.0);
    }
    EXPECT_TRUE(edgePoints(Image(32, 32, {90, 90, 90})).empty());
    EXPECT_TRUE(edgePoints(Image()).empty());
}

TEST(Edges, DistanceToSetIsThatOfTheNearestPixel) {
    Mask marked(40, 30);
    marked.at(10, 12) = 255;
    EXPECT_NEAR(distanceToSet(marked).at(13, 16), 5.0f, 1e-4f);
    EXPECT_EQ(distanceToSet(marked).at(10, 12), 0.0f);
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
