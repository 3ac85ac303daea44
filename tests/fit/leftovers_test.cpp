#include "fit/leftovers.h"

#include <gtest/gtest.h>

#include "csg/solid.h"
#include "fit/evidence.h"
#include "fit/solids.h"

namespace img2cadseq {
namespace {

using test::block;
using test::cloudOf;
using test::iou;
using test::rectangle;

ExtrudeBlock plate() { return block(2, {rectangle(-0.5, -0.35, 0.5, 0.35), {}}, -0.2, -0.1, BooleanOp::New); }

Observation seen(const CadSequence& truth, double noise = 0.0) {
    Observation observation;
    observation.cloud = cloudOf(csg::Solid(truth));
    observation.cloudMeasured = true;
    Random random(5);
    for (Vec3f& p : observation.cloud.positions)
        for (int i = 0; i < 3; ++i) p[i] += static_cast<float>(random.normal(0.0, noise));
    return observation;
}

/// What is found for `start` where `truth` is measured.
CadSequence completed(const std::vector<ExtrudeBlock>& start, const std::vector<ExtrudeBlock>& truth) {
    return withLeftovers({"part", start}, seen({"part", truth}));
}

TEST(Leftovers, AThinPinIsJoined) {
    const ExtrudeBlock pin = block(2, {{{Circle{{0.2, 0.1}, 0.012}}}, {}}, -0.12, 0.35, BooleanOp::Join);
    const CadSequence found = completed({plate()}, {plate(), pin});
    ASSERT_EQ(found.blocks.size(), 2u);
    EXPECT_EQ(found.blocks[0], plate());
    EXPECT_EQ(found.blocks[1].op, BooleanOp::Join);
    EXPECT_GT(iou(csg::Solid(found), csg::Solid({"", {plate(), pin}})), 0.98);
    const Observation measured = seen({"", {plate(), pin}});
    float highest = -1.0f;
    for (const Vec3f& p : measured.cloud.positions) highest = std::max(highest, p.z);
    EXPECT_NEAR(csg::Solid(found).box().high.z, highest, 1e-3) << "as high as the cloud";
}

TEST(Leftovers, ASlantedRibIsJoinedAsItLies) {
    ExtrudeBlock rib = block(2, {rectangle(-0.3, -0.01, 0.3, 0.01), {}}, -0.12, 0.1, BooleanOp::Join);
    rib.sketch.plane.xAxis = {std::cos(0.5), std::sin(0.5), 0.0};
    const CadSequence found = completed({plate()}, {plate(), rib});
    ASSERT_EQ(found.blocks.size(), 2u);
    EXPECT_GT(iou(csg::Solid(found), csg::Solid({"", {plate(), rib}})), 0.97);
}

TEST(Leftovers, APocketIsCutFromWhereItOpens) {
    const ExtrudeBlock bar = block(2, {rectangle(-0.5, -0.2, 0.5, 0.2), {}}, -0.2, 0.2, BooleanOp::New);
    const ExtrudeBlock pocket = block(2, {rectangle(-0.3, -0.1, 0.1, 0.1), {}}, 0.05, 0.3, BooleanOp::Cut);
    const CadSequence found = completed({bar}, {bar, pocket});
    ASSERT_EQ(found.blocks.size(), 2u);
    EXPECT_EQ(found.blocks[1].op, BooleanOp::Cut);
    EXPECT_GT(iou(csg::Solid(found), csg::Solid({"", {bar, pocket}})), 0.97);
}

TEST(Leftovers, AWindowIsCutThroughAThinWallWhereNoPointsAre) {
    ExtrudeBlock tube =
        block(2, {rectangle(-0.3, -0.3, 0.3, 0.3), {rectangle(-0.28, -0.28, 0.28, 0.28)}}, -0.5, 0.5, BooleanOp::New);
    const ExtrudeBlock window = block(0, {rectangle(-0.15, -0.3, 0.15, 0.2), {}}, 0.2, 0.4, BooleanOp::Cut);
    const CadSequence found = completed({tube}, {tube, window});
    ASSERT_EQ(found.blocks.size(), 2u);
    const csg::Solid solid(found), truth({"", {tube, window}});
    EXPECT_GT(iou(solid, truth), 0.95);
    EXPECT_FALSE(solid.inside({0.29, 0.0, 0.0}));
    EXPECT_TRUE(solid.inside({-0.29, 0.0, 0.0})) << "the wall behind stands";
}

TEST(Leftovers, WhatIsExplainedStaysAsItIs) {
    const CadSequence truth{"part", {plate(), block(2, {{{Circle{{0.2, 0.1}, 0.1}}}, {}}, -0.3, 0.0, BooleanOp::Cut)}};
    for (const double noise : {0.0, 0.004, 0.01}) EXPECT_EQ(withLeftovers(truth, seen(truth, noise)), truth) << noise;
}

TEST(Leftovers, NothingSticksOutOfTheCloud) {
    const ExtrudeBlock rib = block(2, {rectangle(-0.5, 0.3, 0.5, 0.35), {}}, -0.12, 0.2, BooleanOp::Join);
    const CadSequence found = completed({plate()}, {plate(), rib});
    ASSERT_EQ(found.blocks.size(), 2u);
    const Box3 box = csg::Solid(found).box();
    EXPECT_LT(box.high.z, 0.203);
    EXPECT_LT(box.high.y, 0.353);
}

TEST(Leftovers, WhatIsWrongAsAWholeIsLeftAlone) {
    const CadSequence bar{"", {block(2, {rectangle(-0.5, -0.05, 0.5, 0.05), {}}, -0.05, 0.05, BooleanOp::New)}};
    const CadSequence cup{
        "", {block(1, {{{Circle{{0.0, 0.0}, 0.5}}}, {{{Circle{{0.0, 0.0}, 0.4}}}}}, -0.5, 0.5, BooleanOp::New)}};
    EXPECT_EQ(withLeftovers(bar, seen(cup)), bar);
    EXPECT_EQ(withLeftovers({}, seen(cup)), CadSequence{});
    EXPECT_EQ(withLeftovers(bar, Observation{}), bar) << "no cloud";
}

}  // namespace
}  // namespace img2cadseq
