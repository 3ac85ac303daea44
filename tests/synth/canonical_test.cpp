#include "synth/canonical.h"

#include <cmath>

#include <gtest/gtest.h>

#include "cad/import.h"
#include "cad/transform.h"
#include "csg/solid.h"
#include "support/data.h"
#include "synth/outline.h"
#include "synth/part.h"
#include "synth/part_draft.h"
#include "synth/shape_hash.h"

namespace img2cadseq::synth {
namespace {

/// Share of random points of the box (grown a little) at which the two solids disagree.
double disagreement(const CadSequence& a, const CadSequence& b, int points = 1000) {
    const csg::Solid first(a), second(b);
    const Box3 box = boundingBox(a);
    Random random(1);
    int differ = 0;
    for (int i = 0; i < points; ++i) {
        Vec3 p;
        for (int k = 0; k < 3; ++k) p[k] = box.low[k] + (box.high[k] - box.low[k]) * random.uniform(-0.02, 1.02);
        differ += first.inside(p) != second.inside(p);
    }
    return static_cast<double>(differ) / points;
}

TEST(Canonical, KeepsTheSolidOfDrawnParts) {
    const auto file = test::sharedData("fusion360/val.jsonl");
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "no shared data";
    int count = 0;
    importFile(file.string(), [&](ImportedModel&& model) {
        if (model.error) return;
        const CadSequence tidy = canonicalise(model.sequence);
        const double before = csg::Solid(model.sequence).volume(1e-4), after = csg::Solid(tidy).volume(1e-4);
        EXPECT_NEAR(after, before, 2e-3 * before) << model.id;
        EXPECT_LT(disagreement(model.sequence, tidy), 0.002) << model.id;
        ++count;
    });
    EXPECT_GT(count, 250);
}

TEST(Canonical, KeepsTheSolidOfTurnedPartsAndTheirHash) {
    for (uint64_t index = 0; index < 72; ++index) {
        const CadSequence part = makePart(23, index).sequence;
        const CadSequence moved = turned(part, static_cast<int>(index % 24));
        const CadSequence tidy = canonicalise(moved);
        EXPECT_EQ(tidy.blocks.size(), part.blocks.size()) << index << " " << part.name;
        EXPECT_LT(disagreement(moved, tidy), 0.002) << index << " " << part.name;
        EXPECT_EQ(shapeHash(tidy), shapeHash(part)) << index << " " << part.name;
    }
}

TEST(Canonical, WhatIsCutRightThroughOneAdditionIsAHoleOfIt) {
    Draft draft;
    draft.base(Axis::Z, 0.0, 10.0, rectangle(Vec2{}, {60.0, 40.0}));
    draft.cut(Axis::X, -100.0, 100.0, circle({0.0, 5.0}, 2.0));
    const CadSequence tidy = canonicalise(draft.sequence);
    ASSERT_EQ(tidy.blocks.size(), 1u);  // the box lies along the hole
    EXPECT_EQ(tidy.blocks[0].sketch.plane, axisFrame(Axis::X));
    EXPECT_EQ(tidy.blocks[0].sketch.profiles[0].holes.size(), 1u);
    EXPECT_EQ(tidy.blocks[0].extent, (Extent{-30.0, 30.0}));
}

TEST(Canonical, WhatIsCutThroughSeveralAdditionsStaysACut) {
    Draft draft;
    draft.base(Axis::Z, 0.0, 10.0, circle({}, 20.0));
    draft.join(Axis::Z, 10.0, 30.0, circle({}, 12.0));
    draft.cut(Axis::Z, -50.0, 80.0, circle({}, 5.0));
    const CadSequence tidy = canonicalise(draft.sequence);
    ASSERT_EQ(tidy.blocks.size(), 3u);
    EXPECT_EQ(tidy.blocks[2].op, BooleanOp::Cut);
    EXPECT_EQ(tidy.blocks[2].extent, (Extent{0.0, 30.0}));  // clipped to what stands
}

TEST(Canonical, OneShapeDrawnInTwoWaysIsOneSequence) {
    Draft first, second;
    first.base(Axis::Z, 0.0, 8.0, rectangle(Vec2{}, {60.0, 40.0}));
    first.cut(Axis::Z, -1.0, 9.0, at({{20.0, 0.0}, {-20.0, 0.0}}, circle({}, 3.0)));
    first.join(Axis::Y, -20.0, 20.0, rectangle(Box2{{-5.0, 8.0}, {5.0, 20.0}}));
    Frame upsideDown;
    upsideDown.normal = {0.0, 0.0, -1.0};
    upsideDown.origin = {0.0, 0.0, 8.0};
    const Loop mirrored = rectangle(Vec2{}, {60.0, 40.0});
    second.add(BooleanOp::New, upsideDown, 0.0, 8.0,
               {plate(mirrored, {circle({-20.0, 0.0}, 3.0), circle({20.0, 0.0}, 3.0)})});
    second.join(Axis::Z, 8.0, 20.0, rectangle(Vec2{}, {10.0, 40.0}));
    EXPECT_EQ(canonicalise(first.sequence), canonicalise(second.sequence));
}

TEST(Canonical, ProfilesThatShareEdgesBecomeOne) {
    Draft draft;
    const std::vector<Profile> halves{plate(rectangle(Box2{{0.0, 0.0}, {10.0, 10.0}}), {circle({5.0, 5.0}, 2.0)}),
                                      plate(rectangle(Box2{{10.0, 0.0}, {20.0, 10.0}})),
                                      plate(circle({5.0, 5.0}, 2.0))};
    draft.add(BooleanOp::New, Axis::Z, 0.0, 5.0, halves);
    const CadSequence tidy = canonicalise(draft.sequence);
    ASSERT_EQ(tidy.blocks[0].sketch.profiles.size(), 1u);
    EXPECT_TRUE(tidy.blocks[0].sketch.profiles[0].holes.empty());
    EXPECT_EQ(tidy.blocks[0].sketch.profiles[0].outer.curves.size(), 4u);
    EXPECT_DOUBLE_EQ(area(tidy.blocks[0].sketch.profiles[0]), 200.0);
}

TEST(Canonical, ObliquePlanesPointAlongTheirLargestComponent) {
    const Frame frame = canonicalPlane(normalized(Vec3{0.2, -0.9, 0.3}));
    EXPECT_GT(frame.normal.y, 0.0);
    EXPECT_NEAR(frame.xAxis.z, 0.0, 1e-12);
    EXPECT_NEAR(dot(frame.xAxis, frame.normal), 0.0, 1e-12);
}

}  // namespace
}  // namespace img2cadseq::synth
