#include "fit/opening_holes.h"

#include <algorithm>
#include <variant>

#include <gtest/gtest.h>

#include "csg/openings.h"
#include "csg/render.h"
#include "fit/picture_fit.h"
#include "plain_view.h"
#include "shaded_edges.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.2};

CadSequence plate(std::vector<Loop> holes = {}) {
    return {{},
            {test::block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), std::move(holes)}, -0.1, 0.1, BooleanOp::New)}};
}

CadSequence pierced() { return plate({test::rectangle(0.0, -0.2, 0.3, 0.15), {{Circle{{-0.25, -0.1}, 0.06}}}}); }

Camera viewpoint() { return Camera::lookAt({1.0, -1.3, 2.2}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128); }

FloatMap openingsOf(const CadSequence& part) {
    const csg::Solid solid(part);
    const Mask seen = csg::Openings(solid).seen(viewpoint(), csg::render(solid, viewpoint()).front.depth);
    FloatMap map(seen.width, seen.height);
    for (size_t i = 0; i < seen.data.size(); ++i) map.data[i] = seen.data[i] ? 0.9f : 0.02f;
    return map;
}

/// A picture of the pierced plate with the openings that a network might predict, and without any edges.
Observation observed() {
    const csg::Solid solid(pierced());
    Observation observation;
    View& view = observation.view.emplace(test::plainView(solid, viewpoint()));
    view.openings = openingsOf(pierced());
    observation.boxSize = kSides;
    observation.guesses = {{view.camera, kSides}};
    return observation;
}

TEST(OpeningHoles, HaveTheOutlineThatTheOpeningsShow) {
    const csg::Solid blank(plate());
    const auto holes = openingHoles(plate(), blank, viewpoint(), openingsOf(pierced()));
    ASSERT_EQ(holes.size(), 2u);
    EXPECT_EQ(holes[0].rim.curves.size(), 4u);
    ASSERT_EQ(holes[1].rim.curves.size(), 1u);
    const auto& round = std::get<Circle>(holes[1].rim.curves[0]);
    EXPECT_NEAR(round.radius, 0.06, 0.01);
    EXPECT_LT(norm(round.center - Vec2{-0.25, -0.1}), 0.012);
    CadSequence made = plate();
    for (const OpeningHole& hole : holes) made = withHole(made, hole);
    EXPECT_GT(test::iou(csg::Solid(made), csg::Solid(pierced())), 0.96);
}

TEST(OpeningHoles, NoneWhereAHoleIsOrNothingIsShown) {
    const csg::Solid solid(pierced());
    EXPECT_TRUE(openingHoles(pierced(), solid, viewpoint(), openingsOf(pierced())).empty());
    EXPECT_TRUE(openingHoles(pierced(), solid, viewpoint(), {}).empty());
    EXPECT_TRUE(openingHoles(plate(), csg::Solid(plate()), viewpoint(), openingsOf(plate())).empty());
}

TEST(OpeningHoles, EvidenceTellsMissingAndWrongHoles) {
    const Observation observation = observed();
    const PictureEvidence evidence(*observation.view, 128);
    const auto agreement = [&](const CadSequence& part) {
        return evidence.agreement(csg::Solid(part), viewpoint()).openings;
    };
    const double right = agreement(pierced()), missing = agreement(plate()),
                 half = agreement(plate({test::rectangle(0.0, -0.2, 0.3, 0.15)}));
    EXPECT_GT(right, 0.9);
    EXPECT_LT(missing, 0.1);
    EXPECT_GT(right, half);
    EXPECT_GT(half, missing);
    EXPECT_LT(PictureEvidence(*observation.view, 64).agreement(csg::Solid(plate()), viewpoint()).openings, 0.0);
}

TEST(OpeningHoles, TheFitOpensWhatIsPredictedAndClosesWhatIsNot) {
    const Observation observation = observed();
    const Scorer scorer(observation);
    CadSequence wrong = plate({{{Circle{{0.42, 0.28}, 0.03}}}});
    const Placement fitted = fittedToPicture({wrong, {viewpoint(), kSides}, 0.0}, scorer);
    const csg::Solid solid(fitted.sequence);
    EXPECT_EQ(csg::Openings(solid).list().size(), 2u);
    EXPECT_TRUE(solid.inside({0.42, 0.28, 0.0}));
    EXPECT_FALSE(solid.inside({0.15, 0.0, 0.0}));
}

TEST(OpeningHoles, ARimWithoutAnOpeningDoesNotGoThrough) {
    HoleEdge rim;
    for (const SeenFace& face : seenFaces(plate(), viewpoint()))
        if (face.profile) rim.face = face;
    const FloatMap openings = openingsOf(pierced());
    rim.circle = {{-0.25, -0.1}, 0.05};
    EXPECT_TRUE(mayGoThrough(rim, viewpoint(), openings));
    rim.circle.center = {-0.25, 0.2};
    EXPECT_FALSE(mayGoThrough(rim, viewpoint(), openings));
    EXPECT_TRUE(mayGoThrough(rim, viewpoint(), {}));
}

}  // namespace
}  // namespace img2cadseq
