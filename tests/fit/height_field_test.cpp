#include "fit/height_field.h"

#include <gtest/gtest.h>

#include "cad/validity.h"
#include "csg/levels.h"
#include "csg/openings.h"
#include "csg/render.h"
#include "fit/level_clusters.h"
#include "fit/picture_evidence.h"
#include "photo/crop.h"
#include "plain_view.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.4};

Camera from(const Vec3& eye) { return Camera::lookAt(eye, {0, 0, 0}, {0, 1, 0}, 0.5, 128, 128); }
const Vec3 kAbove{0.6, -0.9, 2.4};

/// A plate with a pocket, a bore and a boss.
CadSequence stepped() {
    using test::block;
    return {{},
            {block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), {{{Circle{{0.0, -0.2}, 0.08}}}}}, -0.2, 0.0,
                   BooleanOp::New),
             block(2, {test::rectangle(-0.4, -0.25, -0.15, 0.25), {}}, -0.1, 0.0, BooleanOp::Cut),
             block(2, {test::rectangle(0.15, -0.25, 0.4, 0.25), {}}, 0.0, 0.2, BooleanOp::Join)}};
}

/// What a network that is never wrong would predict, with an error of the levels that changes from pixel to pixel.
Observation observed(const CadSequence& part, const Camera& camera, double noise = 0.0) {
    const csg::Solid solid(part);
    const csg::Buffers seen = csg::render(solid, camera);
    Observation observation;
    View& view = observation.view.emplace(test::plainView(solid, camera));
    view.aligned = view.levels = FloatMap(camera.width, camera.height);
    view.normals = seen.front.normal;
    view.openings = toFloat(csg::Openings(solid).seen(camera, seen.front.depth));
    Random random(3);
    for (int y = 0; y < camera.height; ++y)
        for (int x = 0; x < camera.width; ++x) {
            if (!seen.hits.at(x, y)) continue;
            const auto level = csg::levelOf(solid.box(), cast<double>(seen.front.normal.at(x, y)),
                                            camera.unproject(x + 0.5, y + 0.5, seen.front.depth.at(x, y)));
            view.aligned.at(x, y) = level ? 0.95f : 0.05f;
            view.levels.at(x, y) = static_cast<float>(level.value_or(0.5) + noise * random.normal());
        }
    observation.boxSize = kSides;
    observation.guesses = {{camera, kSides}};
    return observation;
}

TEST(LevelClusters, FindTheHeightsAndHowManyThereAre) {
    std::vector<float> values;
    Random random(1);
    for (const auto& [level, count] : {std::pair{0.2, 300}, {0.55, 100}, {1.0, 600}})
        for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(level + 0.03 * random.normal()));
    const std::vector<double> levels = levelsOf(values);
    ASSERT_EQ(levels.size(), 3u);
    EXPECT_NEAR(levels[0], 0.2, 0.02);
    EXPECT_NEAR(levels[1], 0.55, 0.03);
    EXPECT_NEAR(levels[2], 1.0, 0.03);
    EXPECT_EQ(levelsOf(values, {.price = 0.1}).size(), 2u);
    EXPECT_EQ(levelsOf(values, {.price = 1.0}).size(), 1u);
    EXPECT_EQ(levelsOf(values, {.price = 0.0, .most = 2}).size(), 2u);
    EXPECT_TRUE(levelsOf({}).empty());
}

TEST(LevelRegions, EdgesPartWhatBlurJoins) {
    View view;
    view.camera = from(kAbove);
    view.levels = FloatMap(128, 128);
    const Mask all(128, 128, 255);
    for (int y = 0; y < 128; ++y)
        for (int x = 0; x < 128; ++x) {
            // A step from 0.3 to 0.9 blurred over 24 pixels, with an edge where it is.
            view.levels.at(x, y) = std::clamp(0.3f + 0.6f * static_cast<float>(x - 52) / 24.0f, 0.3f, 0.9f);
            if (x == 64) view.edges.push_back({{x + 0.5, y + 0.5}, 0.9});
        }
    const FloatMap evened = levelsByRegion(view, all, {.scale = 8.0, .levelShare = 2.0, .blur = 0.03, .least = 20});
    EXPECT_NEAR(evened.at(10, 60), 0.3, 0.02);
    EXPECT_NEAR(evened.at(62, 60), 0.3, 0.02);
    EXPECT_NEAR(evened.at(66, 60), 0.9, 0.02);
    EXPECT_NEAR(evened.at(120, 60), 0.9, 0.02);
    const FloatMap none = levelsByRegion(view, Mask(128, 128));
    EXPECT_EQ(none.data, view.levels.data);
}

TEST(HeightField, PocketBossAndBoreComeBackWithTheirHeights) {
    for (const double noise : {0.0, 0.05}) {
        const CadSequence found = heightFieldProposal(observed(stepped(), from(kAbove), noise), 2);
        ASSERT_TRUE(isValid(found));
        EXPECT_EQ(found.blocks.size(), 3u);
        EXPECT_NEAR(found.blocks[0].extent.low, -0.2, 1e-9);
        EXPECT_NEAR(found.blocks[0].extent.high, -0.1, 0.02);
        EXPECT_NEAR(found.blocks[1].extent.high, 0.0, 0.02);
        EXPECT_NEAR(found.blocks[2].extent.high, 0.2, 1e-9);
        EXPECT_GT(test::iou(csg::Solid(found), csg::Solid(stepped())), 0.9);
        ASSERT_FALSE(found.blocks[0].sketch.profiles.empty());
        EXPECT_EQ(found.blocks[0].sketch.profiles[0].holes.size(), 1u);
    }
}

TEST(HeightField, SeenFromTheOtherSideItHangsFromTheFarSide) {
    CadSequence upsideDown = stepped();
    for (ExtrudeBlock& block : upsideDown.blocks) block.extent = {-block.extent.high, -block.extent.low};
    const CadSequence found = heightFieldProposal(observed(upsideDown, from({0.6, -0.9, -2.4})), 2);
    ASSERT_TRUE(isValid(found));
    EXPECT_GT(test::iou(csg::Solid(found), csg::Solid(upsideDown)), 0.9);
}

TEST(HeightField, WhatStandsBehindAWallIsAsLowAsWhatIsBesideIt) {
    // From the side the boss hides some of the plate behind it.
    const CadSequence found = heightFieldProposal(observed(stepped(), from({2.2, -0.4, 1.5})), 2);
    ASSERT_TRUE(isValid(found));
    EXPECT_GT(test::iou(csg::Solid(found), csg::Solid(stepped())), 0.85);
}

TEST(HeightField, EvidenceOfLevelsPrefersTheTrueSteps) {
    const Observation observation = observed(stepped(), from(kAbove));
    const PictureEvidence evidence(*observation.view, 128);
    CadSequence shallow = stepped(), plain = stepped();
    shallow.blocks[1].extent.low = -0.02;
    plain.blocks.resize(1);
    const auto agreement = [&](const CadSequence& part) {
        return evidence.agreement(csg::Solid(part), observation.view->camera).levels;
    };
    EXPECT_GT(agreement(stepped()), 0.9);
    EXPECT_GT(agreement(stepped()), agreement(shallow) + 0.03);
    EXPECT_GT(agreement(shallow), agreement(plain));
    EXPECT_LT(PictureEvidence(test::plainView(csg::Solid(plain), from(kAbove)))
                  .agreement(csg::Solid(plain), from(kAbove))
                  .levels,
              0.0);
}

TEST(HeightField, NothingComesOfAnAxisThatIsNotFacedOrOfNoPrediction) {
    EXPECT_TRUE(heightFieldProposal(observed(stepped(), from({0.05, -0.05, 2.6})), 0).blocks.empty());
    Observation none = observed(stepped(), from(kAbove));
    none.view->levels = none.view->aligned = {};
    EXPECT_TRUE(heightFieldProposal(none, 2).blocks.empty());
    Observation round = observed(stepped(), from(kAbove));
    for (float& aligned : round.view->aligned.data) aligned = 0.1f;
    EXPECT_TRUE(heightFieldProposal(round, 2).blocks.empty());
}

}  // namespace
}  // namespace img2cadseq
