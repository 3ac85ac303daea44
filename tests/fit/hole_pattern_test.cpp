#include "fit/hole_pattern.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "csg/openings.h"
#include "csg/render.h"
#include "fit/picture_fit.h"
#include "plain_view.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.2};
constexpr double kX = 0.4, kY = 0.25, kRadius = 0.03;

CadSequence plate(std::vector<Loop> holes = {}) {
    return {{},
            {test::block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), std::move(holes)}, -0.1, 0.1, BooleanOp::New)}};
}

Loop hole(double x, double y) { return {{Circle{{x, y}, kRadius}}}; }
const std::vector<Loop> kThree{hole(kX, kY), hole(-kX, kY), hole(kX, -kY)};

Camera viewpoint() { return Camera::lookAt({0.5, -0.8, 2.6}, {0, 0, 0}, {0, 0, 1}, 0.42, 128, 128); }

/// Where one looks into those holes, as probable as `p`.
FloatMap faint(const std::vector<Loop>& holes, float p) {
    const csg::Solid solid(plate(holes));
    const Mask seen = csg::Openings(solid).seen(viewpoint(), csg::render(solid, viewpoint()).front.depth);
    FloatMap map(seen.width, seen.height);
    for (size_t i = 0; i < seen.data.size(); ++i) map.data[i] = seen.data[i] ? p : 0.01f;
    return map;
}

View shown(const std::vector<Loop>& holes, float p) {
    View view = test::plainView(csg::Solid(plate()), viewpoint());
    view.openings = faint(holes, p);
    view.pockets = view.pocketDepths = FloatMap(128, 128);
    return view;
}

std::vector<HolePattern> patterns(const View& view) {
    return holePatterns(plate(), csg::Solid(plate()), viewpoint(), view);
}

TEST(HolePattern, ThreeFaintHolesOfFourAreFour) {
    const auto found = patterns(shown(kThree, 0.32f));
    ASSERT_EQ(found.size(), 1u);
    ASSERT_EQ(found[0].rims.size(), 4u);
    EXPECT_FALSE(found[0].depth);
    for (const Circle& rim : found[0].rims) {
        EXPECT_NEAR(std::abs(rim.center.x), kX, 0.015);
        EXPECT_NEAR(std::abs(rim.center.y), kY, 0.015);
        EXPECT_NEAR(rim.radius, kRadius, 0.01);
    }
    EXPECT_EQ(csg::Openings(csg::Solid(withPattern(plate(), found[0]))).list().size(), 4u);
}

TEST(HolePattern, TwoInTheCornersAreFour) {
    const auto found = patterns(shown({hole(kX, kY), hole(-kX, kY)}, 0.46f));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].rims.size(), 4u);
}

TEST(HolePattern, OneHoleOrTwoThatAreTooFaintAreNone) {
    EXPECT_TRUE(patterns(shown({hole(kX, kY)}, 0.3f)).empty());
    EXPECT_TRUE(patterns(shown({hole(kX, kY), hole(-kX, kY)}, 0.2f)).empty());
    EXPECT_TRUE(patterns(shown({hole(0.2, 0.1), hole(-0.2, 0.1)}, 0.4f)).empty());
    EXPECT_TRUE(patterns(shown({hole(kX, kY), hole(-0.2, kY)}, 0.5f)).empty());  // not symmetric
    EXPECT_TRUE(patterns(View{}).empty());
}

TEST(HolePattern, TwoThatAreSureEnoughAreTwoAndWhatIsThereIsLeftAlone) {
    const View view = shown({hole(0.2, 0.1), hole(-0.2, -0.1)}, 0.48f);
    const auto found = patterns(view);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].rims.size(), 2u);
    const CadSequence made = withPattern(plate(), found[0]);
    EXPECT_TRUE(holePatterns(made, csg::Solid(made), viewpoint(), view).empty());
}

TEST(HolePattern, PocketsAreAsDeepAsPredicted) {
    View view = shown(kThree, 0.32f);
    std::swap(view.openings, view.pockets);
    std::fill(view.pocketDepths.data.begin(), view.pocketDepths.data.end(), 0.4f);
    const auto found = patterns(view);
    ASSERT_EQ(found.size(), 1u);
    ASSERT_TRUE(found[0].depth);
    EXPECT_NEAR(*found[0].depth, 0.08, 1e-3);
}

TEST(HolePattern, TheFitDrillsThem) {
    Observation observation;
    std::vector<Loop> four = kThree;
    four.push_back(hole(-kX, -kY));
    observation.view = shown(four, 0.32f);
    observation.boxSize = kSides;
    observation.guesses = {{viewpoint(), kSides}};
    const Scorer scorer(observation);
    const Placement fitted = fittedToPicture({plate(), {viewpoint(), kSides}, 0.0}, scorer);
    EXPECT_EQ(csg::Openings(csg::Solid(fitted.sequence)).list().size(), 4u);
}

}  // namespace
}  // namespace img2cadseq
