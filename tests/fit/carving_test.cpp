#include "fit/carving.h"

#include <gtest/gtest.h>

#include "csg/pockets.h"
#include "csg/render.h"
#include "plain_view.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.6, 0.3};

CadSequence bar(const std::vector<Profile>& pockets = {}, double floor = -0.05) {
    CadSequence part{{}, {test::block(2, {test::rectangle(-0.5, -0.3, 0.5, 0.3), {}}, -0.15, 0.15, BooleanOp::New)}};
    for (const Profile& pocket : pockets) part.blocks.push_back(test::block(2, pocket, floor, 0.15, BooleanOp::Cut));
    return part;
}

const std::vector<Profile> kSlots{{test::rectangle(-0.36, -0.15, -0.24, 0.15), {}},
                                  {test::rectangle(-0.06, -0.15, 0.06, 0.15), {}},
                                  {test::rectangle(0.24, -0.15, 0.36, 0.15), {}}};

Camera viewpoint() { return Camera::lookAt({0.3, -0.6, 2.4}, {0, 0, 0}, {0, 0, 1}, 0.45, 128, 128); }

/// A picture of the part of which depth and normals say that the bar is whole, and the maps that one looks into
/// pockets with probability `pocket` and into openings with `opening` where `shown` has pockets.
Observation observed(const CadSequence& shown, float pocket, float opening) {
    const csg::Solid solid(shown), whole(bar());
    Observation observation;
    View& view = observation.view.emplace(test::plainView(solid, viewpoint()));
    const csg::Buffers smooth = csg::render(whole, viewpoint());
    view.depth = FloatMap(128, 128, INFINITY);
    view.normals = Raster<Vec3f>(128, 128);
    for (size_t i = 0; i < view.mask.data.size(); ++i)
        if (smooth.hits.data[i]) {
            view.depth.data[i] = smooth.front.depth.data[i];
            view.normals.data[i] = smooth.front.normal.data[i];
        }
    view.pocketDepths = csg::Pockets(solid).seen(viewpoint(), csg::render(solid, viewpoint()).front.depth);
    view.pockets = view.openings = view.pocketDepths;
    for (float& p : view.pockets.data) p = p > 0.0f ? pocket : 0.02f;
    for (float& p : view.openings.data) p = p > 0.0f ? opening : 0.02f;
    observation.boxSize = kSides;
    observation.guesses = {{view.camera, kSides}};
    return observation;
}

CadSequence carvedBar(const Observation& observation) {
    const Scorer scorer(observation);
    return carved({bar(), {viewpoint(), kSides}, 0.0}, scorer).sequence;
}

TEST(Carving, WhatTheMapsShowIsCutThoughDepthDoesNot) {
    const CadSequence truth = bar(kSlots), made = carvedBar(observed(truth, 0.8f, 0.05f));
    // Half as deep as they are.
    EXPECT_GT(test::iou(csg::Solid(made), csg::Solid(bar(kSlots, 0.05))), 0.95);
    ASSERT_EQ(made.blocks.size(), 2u);
    ASSERT_EQ(made.blocks[1].sketch.profiles.size(), 3u);
    for (const Profile& slot : made.blocks[1].sketch.profiles) EXPECT_EQ(slot.outer.curves.size(), 4u);
}

TEST(Carving, WhatIsAsLikelyAPocketAsAnOpeningIsCutEitherWay) {
    const CadSequence truth = bar(kSlots), made = carvedBar(observed(truth, 0.35f, 0.4f));
    EXPECT_LT(csg::Solid(made).volume(), csg::Solid(bar()).volume() - 3 * 0.12 * 0.3 * 0.08);
}

TEST(Carving, WhatIsHardlyLikelyOrContradictedPlainlyIsLeft) {
    EXPECT_EQ(carvedBar(observed(bar(kSlots), 0.25f, 0.02f)), bar());
    EXPECT_EQ(carvedBar(observed(bar(), 0.8f, 0.05f)), bar());
    // A full box is predicted: against all of the top, not against slots.
    const auto full = [](Observation observation) {
        observation.occupancy = Occupancy{24, kSides, std::vector<float>(24 * 24 * 24, 0.97f)};
        return observation;
    };
    const std::vector<Profile> top{{test::rectangle(-0.44, -0.24, 0.44, 0.24), {}}};
    EXPECT_EQ(carvedBar(full(observed(bar(top), 0.45f, 0.02f))), bar());
    EXPECT_NE(carvedBar(full(observed(bar(kSlots), 0.45f, 0.02f))), bar());
}

TEST(Carving, WithoutAViewOrMapsNothingIsCut) {
    Observation none = observed(bar(kSlots), 0.8f, 0.05f);
    none.view->pockets = none.view->openings = none.view->pocketDepths = {};
    EXPECT_EQ(carvedBar(none), bar());
    const Observation unseen;
    const Scorer scorer(unseen);
    EXPECT_EQ(carved({bar(), {viewpoint(), kSides}, 0.0}, scorer).sequence, bar());
}

}  // namespace
}  // namespace img2cadseq
