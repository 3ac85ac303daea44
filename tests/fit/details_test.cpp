#include "fit/details.h"

#include <gtest/gtest.h>

#include "csg/solid.h"
#include "fit/solids.h"

namespace img2cadseq {
namespace {

using test::block;
using test::iou;
using test::rectangle;

constexpr Vec2 kCentres[] = {{-0.4, -0.25}, {0.4, -0.25}, {0.4, 0.25}, {-0.4, 0.25}};

ExtrudeBlock plate() { return block(2, {rectangle(-0.5, -0.35, 0.5, 0.35), {}}, -0.02, 0.02, BooleanOp::New); }

ExtrudeBlock hole(const Vec2& centre, double radius) {
    return block(2, {{{Circle{centre, radius}}}, {}}, -0.1, 0.1, BooleanOp::Cut);
}

Observation seen(const CadSequence& truth, double noise = 0.0, size_t count = 16384) {
    Observation observation;
    observation.cloudMeasured = true;
    Random random(5);
    for (const auto& sample : csg::Solid(truth).sampleSurface(count, Random(3))) {
        Vec3f p = cast<float>(sample.position);
        for (int i = 0; i < 3; ++i) p[i] += static_cast<float>(random.normal(0.0, noise));
        observation.cloud.positions.push_back(p);
    }
    return observation;
}

TEST(Details, ScrewHolesAreDrilledWhereTheirWallsAre) {
    CadSequence truth{"part", {plate()}};
    for (const Vec2& centre : kCentres) truth.blocks.push_back(hole(centre, 0.02));
    const CadSequence found = withDetails({"part", {plate()}}, seen(truth));
    ASSERT_EQ(found.blocks.size(), 5u);
    for (size_t i = 1; i < 5; ++i) {
        EXPECT_EQ(found.blocks[i].op, BooleanOp::Cut);
        ASSERT_EQ(found.blocks[i].sketch.profiles.size(), 1u);
        ASSERT_EQ(found.blocks[i].sketch.profiles[0].outer.curves.size(), 1u) << "round";
        EXPECT_NEAR(std::get<Circle>(found.blocks[i].sketch.profiles[0].outer.curves[0]).radius, 0.02, 1e-3);
    }
    const csg::Solid solid(found);
    for (const Vec2& centre : kCentres)
        for (const double z : {-0.015, 0.0, 0.015}) EXPECT_FALSE(solid.inside({centre.x, centre.y, z})) << "through";
    EXPECT_GT(iou(solid, csg::Solid(truth)), 0.995);
}

TEST(Details, ABlindHoleKeepsItsFloor) {
    const ExtrudeBlock bar = block(2, {rectangle(-0.5, -0.1, 0.5, 0.1), {}}, -0.1, 0.1, BooleanOp::New);
    const ExtrudeBlock blind = block(2, {{{Circle{{0.2, 0.0}, 0.04}}}, {}}, 0.0, 0.2, BooleanOp::Cut);
    const csg::Solid solid(withDetails({"", {bar}}, seen({"", {bar, blind}})));
    EXPECT_FALSE(solid.inside({0.2, 0.0, 0.095}));
    EXPECT_FALSE(solid.inside({0.2, 0.0, 0.01}));
    EXPECT_TRUE(solid.inside({0.2, 0.0, -0.01}));
}

TEST(Details, AnLOfAPocketIsOneCut) {
    const ExtrudeBlock bar = block(2, {rectangle(-0.5, -0.3, 0.5, 0.3), {}}, -0.05, 0.05, BooleanOp::New);
    Loop outline;
    const Vec2 corners[] = {{-0.4, -0.2}, {0.4, -0.2}, {0.4, -0.05}, {-0.2, -0.05}, {-0.2, 0.2}, {-0.4, 0.2}};
    for (size_t i = 0; i < 6; ++i) outline.curves.push_back(Line{corners[i], corners[(i + 1) % 6]});
    const ExtrudeBlock pocket = block(2, {outline, {}}, 0.03, 0.2, BooleanOp::Cut);
    const CadSequence found = withDetails({"", {bar}}, seen({"", {bar, pocket}}));
    ASSERT_EQ(found.blocks.size(), 2u);
    EXPECT_EQ(found.blocks[1].op, BooleanOp::Cut);
    EXPECT_GT(iou(csg::Solid(found), csg::Solid({"", {bar, pocket}})), 0.99);
}

TEST(Details, WhatIsExplainedStaysAsItIs) {
    CadSequence truth{"part", {plate()}};
    for (const Vec2& centre : kCentres) truth.blocks.push_back(hole(centre, 0.02));
    for (const double noise : {0.0, 0.003, 0.01}) EXPECT_EQ(withDetails(truth, seen(truth, noise)), truth) << noise;
    const CadSequence bare{"part", {plate()}};
    for (const double noise : {0.003, 0.01}) EXPECT_EQ(withDetails(bare, seen(bare, noise)), bare) << noise;
}

TEST(Details, ARoundedEdgeIsNoDetail) {
    const ExtrudeBlock sharp = block(2, {rectangle(-0.5, -0.3, 0.5, 0.3), {}}, -0.2, 0.2, BooleanOp::New);
    Loop loop = rectangle(-0.5, -0.3, 0.5, 0.3);
    std::get<Line>(loop.curves[0]).end.x = 0.45;
    std::get<Line>(loop.curves[1]).start.y = -0.25;
    const Vec2 from{0.45, -0.3}, to{0.5, -0.25};
    loop.curves.insert(loop.curves.begin() + 1, Arc::fromSweep(from, to, 1.5707963267948966));
    const ExtrudeBlock rounded = block(2, {loop, {}}, -0.2, 0.2, BooleanOp::New);
    for (const ExtrudeBlock& added : withDetails({"", {sharp}}, seen({"", {rounded}})).blocks)
        EXPECT_NE(added.sketch.profiles[0].outer.curves.size(), 1u) << "no drill along the edge";
}

TEST(Details, NothingIsDoneWithoutACloudOrAPart) {
    const CadSequence bare{"part", {plate()}};
    EXPECT_EQ(withDetails(bare, Observation{}), bare);
    EXPECT_EQ(withDetails({}, seen(bare)), CadSequence{});
}

}  // namespace
}  // namespace img2cadseq
