#include "csg/pockets.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "csg/render.h"
#include "csg/shapes.h"

namespace img2cadseq {
namespace {

using namespace test;
using csg::Pockets;
using csg::Solid;

/// A plate of 6 x 4 x 1 with a hole through it, a blind one from above 0.4 deep, a square one from below 0.25 deep, and
/// a groove that is open at an end.
CadSequence plate() {
    return sequence(
        {block({{rectangle(0, 0, 6, 4), {circle(1, 1, 0.5)}}}, 0, 1), block(circle(3, 1, 0.5), 0.6, 1, BooleanOp::Cut),
         block(rectangle(4, 2, 5, 3), 0, 0.25, BooleanOp::Cut), block(rectangle(1, 3, 2, 4), 0.5, 1, BooleanOp::Cut)});
}

/// Straight down on the plate, 25 pixels a unit.
Camera above() {
    Camera camera = Camera::lookAt({3, 2, 30}, {3, 2, 1}, {0, 1, 0}, 0.6, 200, 200);
    camera.projection = Projection::Orthographic;
    camera.focal = 25.0;
    return camera;
}

FloatMap seen(const CadSequence& part, const Camera& camera) {
    const Solid solid(part);
    return Pockets(solid).seen(camera, csg::render(solid, camera).front.depth);
}

double area(const FloatMap& depths) {
    return static_cast<double>(std::count_if(depths.data.begin(), depths.data.end(), [](float d) { return d > 0; }));
}

TEST(CsgPockets, AreWhereWaterStands) {
    const Pockets pockets{Solid(plate())};
    ASSERT_EQ(pockets.list().size(), 2u);
    const auto& [first, second] = std::pair(pockets.list()[0], pockets.list()[1]);
    const double cell = 6.0 / 128 * 6.0 / 128;
    EXPECT_TRUE(first.axis == 2 && first.up);
    EXPECT_NEAR(first.level, 1.0, 1e-6);
    EXPECT_NEAR(first.depth, 0.4, 1e-6);
    EXPECT_NEAR(first.share, 0.4, 1e-6);
    EXPECT_NEAR(first.cells * cell, kPi * 0.25, 0.03);
    EXPECT_TRUE(second.axis == 2 && !second.up);
    EXPECT_NEAR(second.level, 0.0, 1e-6);
    EXPECT_NEAR(second.depth, 0.25, 1e-6);
    EXPECT_NEAR(second.cells * cell, 1.0, 0.06);
}

TEST(CsgPockets, NoneInASolidBoxATubeOrAnAngle) {
    const Solid box{sequence({block(rectangle(0, 0, 2, 3), 0, 1)})};
    const Solid tube{sequence({block({{circle(0, 0, 2), {circle(0, 0, 1)}}}, 0, 4)})};
    const Solid angle{
        sequence({block(rectangle(0, 0, 3, 3), 0, 3), block(rectangle(1, 1, 3, 3), 0, 3, BooleanOp::Cut)})};
    for (const Solid* solid : {&box, &tube, &angle}) EXPECT_TRUE(Pockets(*solid).list().empty());
}

TEST(CsgPockets, AHoleInTheFloorLeavesThePocketWhole) {
    const Solid cup{sequence({block(rectangle(0, 0, 4, 4), 0, 2), block(circle(2, 2, 1.5), 0.5, 2, BooleanOp::Cut),
                              block(circle(2, 2, 0.4), 0, 2, BooleanOp::Cut)})};
    const Pockets pockets(cup);
    ASSERT_EQ(pockets.list().size(), 1u);
    EXPECT_NEAR(pockets.list()[0].depth, 1.5, 1e-6);
    EXPECT_NEAR(pockets.list()[0].cells * (4.0 / 128) * (4.0 / 128), kPi * 1.5 * 1.5, 0.15);
}

TEST(CsgPockets, ARimWithANarrowGapHoldsWaterAndOneWithAWideGapDoesNot) {
    const auto tray = [](double gap) {
        return Solid(
            sequence({block(rectangle(0, 0, 6, 4), 0, 2), block(rectangle(0.5, 0.5, 5.5, 3.5), 1, 2, BooleanOp::Cut),
                      block(rectangle(5, 2, 6, 2 + gap), 1, 2, BooleanOp::Cut)}));
    };
    const auto depthFromAbove = [](const Solid& solid) {
        double depth = 0.0;
        const Pockets pockets(solid);
        for (const Pockets::Pocket& one : pockets.list())
            if (one.axis == 2 && one.up) depth += one.depth;
        return depth;
    };
    EXPECT_NEAR(depthFromAbove(tray(0.2)), 1.0, 1e-6);
    EXPECT_EQ(depthFromAbove(tray(1.0)), 0.0);
}

TEST(CsgPockets, SeenFromAboveTheMouthIsAsWideAndAsDeepAsThePocket) {
    const FloatMap depths = seen(plate(), above());
    EXPECT_NEAR(area(depths) / (25.0 * 25.0), kPi * 0.25, 0.04);
    EXPECT_NEAR(*std::max_element(depths.data.begin(), depths.data.end()), 0.4, 1e-6);
}

TEST(CsgPockets, SidesThatACameraSeesFromBehindAreLeftOutAndNothingElse) {
    const csg::AxisColumns columns(Solid(plate()), 128);
    for (const Vec3 eye : {Vec3{3, 2, 30}, Vec3{-10, 2, 8}, Vec3{9, 9, -6}}) {
        const Camera camera = Camera::lookAt(eye, {3, 2, 1}, {0.1, 1, 0}, 0.4, 100, 100);
        const FloatMap front = csg::render(Solid(plate()), camera).front.depth;
        const Pockets all(columns), seen(columns, {.seenBy = camera});
        EXPECT_EQ(all.seen(camera, front).data, seen.seen(camera, front).data);
        EXPECT_LT(seen.list().size(), 2u);
    }
}

TEST(CsgPockets, AMouthThatLooksAwayOrLiesBehindAWallIsNotSeen) {
    const Camera below = Camera::lookAt({3, 2, -30}, {3, 2, 0}, {0, 1, 0}, 0.3, 200, 200);
    const FloatMap fromBelow = seen(plate(), below);
    EXPECT_NEAR(*std::max_element(fromBelow.data.begin(), fromBelow.data.end()), 0.25, 1e-6);
    CadSequence walled = plate();
    walled.blocks.push_back(block(rectangle(2, 0, 2.2, 4), 1, 4, BooleanOp::Join));
    const Camera aside = Camera::lookAt({-10, 2, 8}, {3, 2, 1}, {0, 0, 1}, 0.6, 200, 200);
    EXPECT_GT(area(seen(plate(), aside)), 100.0);
    EXPECT_EQ(area(seen(walled, aside)), 0.0);
}

}  // namespace
}  // namespace img2cadseq
