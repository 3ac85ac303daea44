#include "fit/pocket_cuts.h"

#include <algorithm>
#include <variant>

#include <gtest/gtest.h>

#include "csg/openings.h"
#include "csg/pockets.h"
#include "csg/render.h"
#include "fit/opening_holes.h"
#include "fit/picture_fit.h"
#include "plain_view.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.3};

CadSequence plate() {
    return {{}, {test::block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), {}}, -0.15, 0.15, BooleanOp::New)}};
}

/// With a round pocket and an angular one that has an island.
CadSequence tray() {
    CadSequence part = plate();
    part.blocks.push_back(test::block(2, {{{Circle{{-0.28, -0.1}, 0.12}}}, {}}, 0.05, 0.15, BooleanOp::Cut));
    const Loop outer{{Line{{0.0, -0.25}, {0.4, -0.25}}, Line{{0.4, -0.25}, {0.4, 0.25}}, Line{{0.4, 0.25}, {0.2, 0.25}},
                      Line{{0.2, 0.25}, {0.2, 0.0}}, Line{{0.2, 0.0}, {0.0, 0.0}}, Line{{0.0, 0.0}, {0.0, -0.25}}}};
    part.blocks.push_back(test::block(2, {outer, {}}, -0.05, 0.15, BooleanOp::Cut));
    return part;
}

Camera viewpoint() { return Camera::lookAt({0.6, -0.9, 2.4}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128); }

/// A picture of the tray with the pockets that a network might predict, and without any edges.
Observation observed() {
    const csg::Solid solid(tray());
    Observation observation;
    View& view = observation.view.emplace(test::plainView(solid, viewpoint()));
    view.pocketDepths = csg::Pockets(solid).seen(viewpoint(), csg::render(solid, viewpoint()).front.depth);
    view.pockets = view.pocketDepths;
    for (float& p : view.pockets.data) p = p > 0.0f ? 0.9f : 0.02f;
    observation.boxSize = kSides;
    observation.guesses = {{view.camera, kSides}};
    return observation;
}

std::vector<PocketCut> cutsInto(const CadSequence& part) {
    const Observation observation = observed();
    return pocketCuts(part, csg::Solid(part), viewpoint(), *observation.view);
}

TEST(PocketCuts, HaveTheOutlineAndTheDepthThatArePredicted) {
    const auto cuts = cutsInto(plate());
    ASSERT_EQ(cuts.size(), 2u);
    EXPECT_EQ(cuts[0].outline.outer.curves.size(), 6u);
    EXPECT_NEAR(cuts[0].depth, 0.2, 1e-3);
    ASSERT_EQ(cuts[1].outline.outer.curves.size(), 1u);
    const auto& round = std::get<Circle>(cuts[1].outline.outer.curves[0]);
    EXPECT_NEAR(round.radius, 0.12, 0.012);
    EXPECT_LT(norm(round.center - Vec2{-0.28, -0.1}), 0.012);
    EXPECT_NEAR(cuts[1].depth, 0.1, 1e-3);
    CadSequence made = plate();
    for (const PocketCut& cut : cuts) made = withPocket(made, cut);
    EXPECT_GT(test::iou(csg::Solid(made), csg::Solid(tray())), 0.96);
}

TEST(PocketCuts, PocketsOfOneFaceAndDepthAreOneCut) {
    CadSequence part = plate();
    for (int i = 0; i < 6; ++i)
        part.blocks.push_back(test::block(2, {{{Circle{{-0.3 + 0.3 * (i % 3), i < 3 ? -0.15 : 0.15}, 0.1}}}, {}}, 0.0,
                                          0.15, BooleanOp::Cut));
    const csg::Solid solid(part);
    View view;
    view.pocketDepths = csg::Pockets(solid).seen(viewpoint(), csg::render(solid, viewpoint()).front.depth);
    view.pockets = view.pocketDepths;
    // Faint between them, so that they hang together.
    for (float& p : view.pockets.data) p = p > 0.0f ? 0.8f : 0.35f;
    CadSequence made = plate();
    for (const PocketCut& cut : pocketCuts(plate(), csg::Solid(plate()), viewpoint(), view))
        made = withPocket(made, cut);
    ASSERT_EQ(made.blocks.size(), 2u);
    EXPECT_EQ(made.blocks[1].sketch.profiles.size(), 6u);
    EXPECT_GT(test::iou(csg::Solid(made), solid), 0.96);
}

TEST(PocketCuts, NoneWhereOneIsOrNothingIsShown) {
    EXPECT_TRUE(cutsInto(tray()).empty());
    EXPECT_TRUE(pocketCuts(plate(), csg::Solid(plate()), viewpoint(), {}).empty());
    View none;
    none.pockets = none.pocketDepths = FloatMap(128, 128, 0.02f);
    EXPECT_TRUE(pocketCuts(plate(), csg::Solid(plate()), viewpoint(), none).empty());
    Observation through = observed();
    through.view->openings = through.view->pockets;
    for (float& p : through.view->pockets.data) p *= 0.5f;
    EXPECT_TRUE(pocketCuts(plate(), csg::Solid(plate()), viewpoint(), *through.view).empty());
}

TEST(PocketCuts, AFloorIsLeftHoweverDeepThePocketIsSaidToBe) {
    Observation observation = observed();
    for (float& depth : observation.view->pocketDepths.data) depth = 0.9f;
    for (const PocketCut& cut : pocketCuts(plate(), csg::Solid(plate()), viewpoint(), *observation.view))
        EXPECT_LT(cut.depth, 0.29);
}

TEST(PocketCuts, ARimIsAsDeepAsWhatIsPredictedWithinIt) {
    const Observation observation = observed();
    HoleEdge rim;
    for (const SeenFace& face : seenFaces(plate(), viewpoint()))
        if (face.profile) rim.face = face;
    rim.material = 0.3;
    rim.circle = {{-0.28, -0.1}, 0.1};
    ASSERT_TRUE(pocketDepth(rim, viewpoint(), *observation.view));
    EXPECT_NEAR(*pocketDepth(rim, viewpoint(), *observation.view), 0.1, 0.01);
    rim.circle.center = {-0.28, 0.2};
    EXPECT_FALSE(pocketDepth(rim, viewpoint(), *observation.view));
    EXPECT_FALSE(pocketDepth(rim, viewpoint(), View{}));
}

TEST(PocketCuts, EvidenceTellsMissingAndWrongPockets) {
    const Observation observation = observed();
    const PictureEvidence evidence(*observation.view, 128);
    const auto agreement = [&](const CadSequence& part) {
        return evidence.agreement(csg::Solid(part), viewpoint()).pockets;
    };
    CadSequence half = tray();
    half.blocks.pop_back();
    EXPECT_GT(agreement(tray()), 0.9);
    EXPECT_LT(agreement(plate()), 0.1);
    EXPECT_GT(agreement(half), agreement(plate()) + 0.05);
    EXPECT_LT(PictureEvidence(*observation.view, 64).agreement(csg::Solid(plate()), viewpoint()).pockets, 0.0);
}

TEST(PocketCuts, AHoleInThePocketsFloorIsFoundThere) {
    const CadSequence open = withHole(
        tray(),
        [] {
            SeenFace floor;
            floor.plane.origin = {0.0, 0.0, -0.05};
            return floor;
        }(),
        {{Circle{{0.3, -0.1}, 0.05}}}, 0.1, 0.1);
    const csg::Solid pierced(open);
    const Mask seen = csg::Openings(pierced).seen(viewpoint(), csg::render(pierced, viewpoint()).front.depth);
    FloatMap openings(seen.width, seen.height);
    for (size_t i = 0; i < seen.data.size(); ++i) openings.data[i] = seen.data[i] ? 0.9f : 0.01f;
    const auto holes = openingHoles(tray(), csg::Solid(tray()), viewpoint(), openings);
    ASSERT_EQ(holes.size(), 1u);
    EXPECT_NEAR(holes[0].material, 0.1, 1e-6);
    EXPECT_GT(test::iou(csg::Solid(withHole(tray(), holes[0])), pierced), 0.99);
}

TEST(PocketCuts, TheFitCutsWhatIsPredicted) {
    const Observation observation = observed();
    const Scorer scorer(observation);
    const Placement fitted = fittedToPicture({plate(), {viewpoint(), kSides}, 0.0}, scorer);
    EXPECT_GT(test::iou(csg::Solid(fitted.sequence), csg::Solid(tray())), 0.93);
}

}  // namespace
}  // namespace img2cadseq
