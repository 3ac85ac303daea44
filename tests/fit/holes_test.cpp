#include <algorithm>
#include <numbers>

#include <gtest/gtest.h>

#include "fit/camera.h"
#include "fit/drilling.h"
#include "fit/hole_edges.h"
#include "fit/layers.h"
#include "fit/picture_fit.h"
#include "shaded_edges.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.2};

CadSequence plate() {
    ExtrudeBlock block;
    block.sketch.plane = axisPlane(2);
    const Vec2 c[] = {{-0.5, -0.35}, {0.5, -0.35}, {0.5, 0.35}, {-0.5, 0.35}};
    Loop outer;
    for (int i = 0; i < 4; ++i) outer.curves.push_back(Line{c[i], c[(i + 1) % 4]});
    block.sketch.profiles = {{outer, {}}};
    block.extent = {-0.1, 0.1};
    return {{}, {block}};
}

CadSequence drilled() {
    CadSequence part = plate();
    part.blocks[0].sketch.profiles[0].holes = {{{Circle{{0.2, 0.05}, 0.13}}}, {{Circle{{-0.25, -0.1}, 0.07}}}};
    return part;
}

Camera viewpoint() { return Camera::lookAt({1.0, -1.3, 2.2}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128); }

/// A picture of the drilled plate as the evidence has it.
Observation seen() {
    const csg::Solid solid(drilled());
    Observation observation;
    View& view = observation.view.emplace();
    view.camera = viewpoint();
    view.mask = silhouette(solid, viewpoint());
    view.edges = test::shadedEdges(solid, viewpoint());
    observation.boxSize = kSides;
    observation.guesses = {{view.camera, kSides}};
    return observation;
}

TEST(Holes, HoleEdgesAreFoundOnTheFaceThatIsSeen) {
    const Observation observation = seen();
    const auto found = roundHoles(plate(), csg::Solid(plate()), viewpoint(), observation.view->edges);
    ASSERT_GE(found.size(), 2u);
    for (const Circle& truth : {Circle{{0.2, 0.05}, 0.13}, Circle{{-0.25, -0.1}, 0.07}})
        EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const HoleEdge& r) {
            return norm(r.circle.center - truth.center) < 0.015 && std::abs(r.circle.radius - truth.radius) < 0.012;
        }));
    EXPECT_TRUE(roundHoles(plate(), csg::Solid(plate()), viewpoint(), {}).empty());
    for (const HoleEdge& r : roundHoles(drilled(), csg::Solid(drilled()), viewpoint(), observation.view->edges))
        for (const Circle& there : {Circle{{0.2, 0.05}, 0.13}, Circle{{-0.25, -0.1}, 0.07}})
            EXPECT_GT(norm(r.circle.center - there.center), there.radius) << "a hole that is there is not found again";
}

TEST(Holes, TheFitDrillsWhatTheEdgesShow) {
    const Observation observation = seen();
    const Scorer scorer(observation);
    const Placement fitted = fittedToPicture({plate(), {viewpoint(), kSides}, 0.0}, scorer);
    size_t holes = 0;
    for (const ExtrudeBlock& block : fitted.sequence.blocks)
        for (const Profile& profile : block.sketch.profiles) holes += profile.holes.size();
    EXPECT_EQ(holes, 2u);
}

HoleEdge onTop() {
    HoleEdge hole;
    for (const SeenFace& face : seenFaces(plate(), viewpoint()))
        if (face.profile) hole.face = face;
    hole.circle = {{0, 0}, 0.1};
    hole.material = materialBehind(hole.face, {0, 0}, csg::Solid(plate()));
    return hole;
}

TEST(Holes, ABlindHoleIsACutFromTheFaceThatIsSeen) {
    EXPECT_NEAR(onTop().material, 0.2, 1e-9);
    const CadSequence cut = withHole(plate(), onTop(), 0.05);
    ASSERT_EQ(cut.blocks.size(), 2u);
    EXPECT_EQ(cut.blocks[1].op, BooleanOp::Cut);
    EXPECT_NEAR(csg::Solid(plate()).volume() - csg::Solid(cut).volume(), 0.05 * 0.01 * std::numbers::pi, 1e-5);
    const CadSequence through = withHole(plate(), onTop(), onTop().material);
    ASSERT_EQ(through.blocks.size(), 1u);
    EXPECT_EQ(through.blocks[0].sketch.profiles[0].holes.size(), 1u);
}

TEST(Holes, AWallIsDrilledToo) {
    const auto faces = seenFaces(plate(), viewpoint());
    ASSERT_EQ(faces.size(), 3u);  // the cap and the two walls that look at the camera
    for (const SeenFace& face : faces) {
        const Vec2 middle = boundingBox(face.region.outer).center();
        EXPECT_TRUE(isSeenAt(face, middle, csg::Solid(plate()), viewpoint()));
        if (face.profile) continue;
        HoleEdge hole;
        hole.face = face, hole.circle = {middle, 0.05};
        hole.material = materialBehind(face, middle, csg::Solid(plate()));
        const double expected = std::abs(face.plane.normal.x) > 0.5 ? 1.0 : 0.7;
        EXPECT_NEAR(hole.material, expected, 1e-9);
        const double gone = csg::Solid(plate()).volume() - csg::Solid(withHole(plate(), hole, hole.material)).volume();
        EXPECT_NEAR(gone, expected * 0.0025 * std::numbers::pi, 2e-5);
    }
}

TEST(Holes, WhatIsHiddenIsNotSeen) {
    CadSequence part = plate();
    ExtrudeBlock tower = plate().blocks[0];
    tower.op = BooleanOp::Join;
    tower.extent = {0.1, 0.6};
    part.blocks.push_back(tower);
    for (const SeenFace& face : seenFaces(part, viewpoint()))
        if (face.profile && face.block == 0) {
            EXPECT_FALSE(isSeenAt(face, {0, 0}, csg::Solid(part), viewpoint()));
        }
}

/// Screw holes in a plate, and evidence in which only edges show them.
Observation screwed(const CadSequence& part) {
    const csg::Solid solid(part);
    Observation observation = seen();
    observation.view->mask = silhouette(csg::Solid(plate()), viewpoint());
    observation.view->edges = test::shadedEdges(solid, viewpoint());
    return observation;
}

TEST(Drilling, SmallHolesAreDrilledWhereEdgesShowThem) {
    CadSequence part = plate();
    for (const Vec2& at : {Vec2{-0.4, -0.25}, Vec2{0.4, -0.25}, Vec2{0.0, 0.1}})
        part.blocks[0].sketch.profiles[0].holes.push_back({{Circle{at, 0.04}}});
    const Observation observation = screwed(part);
    const Placement made = drilled({plate(), {viewpoint(), kSides}, 0.0}, Scorer(observation));
    EXPECT_EQ(made.sequence.blocks[0].sketch.profiles[0].holes.size(), 3u);
    for (const Loop& hole : made.sequence.blocks[0].sketch.profiles[0].holes)
        EXPECT_NEAR(std::get<Circle>(hole.curves[0]).radius, 0.04, 0.012);
}

TEST(Drilling, NothingIsDrilledWhereNothingIsShown) {
    const Observation bare = screwed(plate());
    EXPECT_EQ(drilled({plate(), {viewpoint(), kSides}, 0.0}, Scorer(bare)).sequence, plate());
    // A texture: short strokes everywhere on the cap.
    Observation rough = bare;
    Random random(3, 1);
    for (int i = 0; i < 400; ++i) {
        const Vec3 at = viewpoint().project({random.uniform(-0.45, 0.45), random.uniform(-0.3, 0.3), 0.1});
        rough.view->edges.push_back({{at.x, at.y}, 0.8});
    }
    EXPECT_EQ(drilled({plate(), {viewpoint(), kSides}, 0.0}, Scorer(rough)).sequence, plate());
}

}  // namespace
}  // namespace img2cadseq
