#include "fit/close_holes.h"

#include <numbers>

#include <gtest/gtest.h>

#include "csg/openings.h"
#include "csg/render.h"
#include "fit/drilling.h"
#include "fit/fourth_hole.h"
#include "plain_view.h"
#include "solids.h"

namespace img2cadseq {
namespace {

const Vec3 kSides{1.0, 0.7, 0.1};
constexpr double kRadius = 0.02;
constexpr int kClose = 256;

CadSequence plate(std::vector<Loop> holes = {}) {
    return {{},
            {test::block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), std::move(holes)}, -0.05, 0.05, BooleanOp::New)}};
}

Loop hole(double x, double y, double radius = kRadius) { return {{Circle{{x, y}, radius}}}; }
/// Nowhere symmetric.
const std::vector<Loop> kTwo{hole(0.3, 0.2), hole(-0.1, -0.22)};

Camera viewpoint(int side = 128) { return Camera::lookAt({0.5, -0.8, 2.6}, {0, 0, 0}, {0, 0, 1}, 0.42, side, side); }

/// The blank plate as seen from afar; closely, those holes as probable as `p`.
View shown(const std::vector<Loop>& holes, float p) {
    View view = test::plainView(csg::Solid(plate()), viewpoint());
    const csg::Solid solid(plate(holes));
    const Camera near = viewpoint(kClose);
    const Mask seen = csg::Openings(solid, kClose).seen(near, csg::render(solid, near).front.depth);
    view.closeOpenings = FloatMap(kClose, kClose);
    for (size_t i = 0; i < seen.data.size(); ++i) view.closeOpenings.data[i] = seen.data[i] ? p : 0.01f;
    return view;
}

/// The rims that are seen of them.
std::vector<EdgePoint> rims(const std::vector<Loop>& holes) {
    std::vector<EdgePoint> edges;
    for (const Loop& loop : holes) {
        const auto& circle = std::get<Circle>(loop.curves.front());
        for (int i = 0; i < 40; ++i) {
            const double t = 2.0 * std::numbers::pi * i / 40.0;
            const Vec3 p{circle.center.x + circle.radius * std::cos(t), circle.center.y + circle.radius * std::sin(t),
                         0.05};
            const Vec3 at = viewpoint(kClose).project(p);
            edges.push_back({{at.x, at.y}, 1.0});
        }
    }
    return edges;
}

std::vector<CloseHole> holesOf(const View& view, const CadSequence& part = plate()) {
    return closeHoles(part, csg::Solid(part), viewpoint(), view);
}

TEST(CloseHoles, ALikelySpotIsAHoleAboutAsLarge) {
    const auto found = holesOf(shown(kTwo, 0.6f));
    ASSERT_EQ(found.size(), 2u);
    for (const CloseHole& one : found) {
        EXPECT_NEAR(one.hole.circle.radius, kRadius, 0.006);
        EXPECT_NEAR(one.hole.material, 0.1, 1e-9);
        EXPECT_NEAR(one.likely, 0.6, 1e-3);
    }
    EXPECT_DOUBLE_EQ(found[0].hole.circle.radius, found[1].hole.circle.radius);
}

TEST(CloseHoles, ARimTellsWhereAndMakesAFaintSpotOne) {
    View view = shown(kTwo, 0.22f);
    EXPECT_TRUE(holesOf(view).empty());
    view.closeEdges = rims(kTwo);
    const auto found = holesOf(view);
    ASSERT_EQ(found.size(), 2u);
    for (const CloseHole& one : found) {
        EXPECT_NEAR(one.hole.circle.radius, kRadius, 0.002);
        const auto off = [&](const Loop& loop) {
            return norm(std::get<Circle>(loop.curves.front()).center - one.hole.circle.center);
        };
        EXPECT_LT(std::min(off(kTwo[0]), off(kTwo[1])), 0.003);
    }
}

TEST(CloseHoles, NoneOfWhatIsLargeFaintOrThereAlready) {
    EXPECT_TRUE(holesOf(shown({hole(0.2, 0.0, 0.12)}, 0.9f)).empty());
    EXPECT_TRUE(holesOf(shown(kTwo, 0.1f)).empty());
    EXPECT_TRUE(holesOf(shown(kTwo, 0.9f), plate(kTwo)).empty());
    EXPECT_TRUE(holesOf(test::plainView(csg::Solid(plate()), viewpoint())).empty());
}

TEST(CloseHoles, NoneWhereAnotherFaceIsSeen) {
    View view = shown(kTwo, 0.9f);
    EXPECT_EQ(holesOf(view).size(), 2u) << "nothing is predicted";
    view.normals = Raster<Vec3f>(128, 128, {0.0f, 0.0f, 1.0f});
    EXPECT_EQ(holesOf(view).size(), 2u);
    view.normals = Raster<Vec3f>(128, 128, {0.0f, -1.0f, 0.0f});  // as of a wall
    EXPECT_TRUE(holesOf(view).empty());
}

TEST(CloseHoles, CountInTheScore) {
    Observation observation;
    observation.view = shown(kTwo, 0.6f);
    observation.view->openings = FloatMap(128, 128);  // from afar nothing is seen of them
    observation.boxSize = kSides;
    observation.guesses = {{viewpoint(), kSides}};
    const Scorer scorer(observation);
    const auto scored = [&](const CadSequence& part) {
        return scorer.score(part, csg::Solid(part), {viewpoint(), kSides});
    };
    const Score both = scored(plate(kTwo)), one = scored(plate({kTwo[0]})), none = scored(plate());
    EXPECT_NEAR(both.holes, 1.0, 1e-9);
    EXPECT_NEAR(one.holes, 0.5, 1e-9);
    EXPECT_NEAR(none.holes, 0.0, 1e-9);
    EXPECT_GT(both.total, one.total);
    EXPECT_GT(one.total, none.total);
    observation.view->closeOpenings = {};
    EXPECT_LT(Scorer(observation).score(plate(), csg::Solid(plate()), {viewpoint(), kSides}).holes, 0.0);
}

TEST(CloseHoles, TheFourthOfThreeInARectangle) {
    const auto more = [](const std::vector<Loop>& holes, const std::vector<Loop>& before) {
        return withFourthHoles(plate(holes), plate(before));
    };
    const std::vector<Loop> three{hole(0.3, 0.2), hole(0.31, -0.2), hole(-0.1, 0.2)};
    const auto found = more(three, {});
    ASSERT_EQ(found.size(), 1u);
    const auto& holes = found[0].blocks[0].sketch.profiles[0].holes;
    ASSERT_EQ(holes.size(), 4u);
    const auto& fourth = std::get<Circle>(holes.back().curves.front());
    EXPECT_NEAR(norm(fourth.center - Vec2{-0.09, -0.2}), 0.0, 1e-9);
    EXPECT_NEAR(fourth.radius, kRadius, 1e-9);
    EXPECT_TRUE(more(three, three).empty());  // as it was meant
    EXPECT_TRUE(more({three[0], three[1]}, {}).empty());
    EXPECT_TRUE(more({three[0], three[1], hole(-0.1, 0.0)}, {}).empty());        // no rectangle
    EXPECT_TRUE(more({three[0], three[1], hole(-0.1, 0.2, 0.03)}, {}).empty());  // of another size
    EXPECT_EQ(more({three[0], three[1], three[2], hole(0.1, 0.0, 0.05)}, {}).size(), 1u);
}

TEST(CloseHoles, AreDrilledThroughAndFourthOnesOfThreeToo) {
    const auto drilledHoles = [](const std::vector<Loop>& holes) {
        Observation observation;
        observation.view = shown(holes, 0.6f);
        observation.boxSize = kSides;
        observation.guesses = {{viewpoint(), kSides}};
        const Scorer scorer(observation);
        const Placement made = drilled({plate(), {viewpoint(), kSides}, 0.0}, scorer);
        return csg::Openings(csg::Solid(made.sequence), kClose).list().size();
    };
    EXPECT_EQ(drilledHoles({}), 0u);
    EXPECT_EQ(drilledHoles(kTwo), 2u);
    EXPECT_EQ(drilledHoles({hole(0.42, 0.28), hole(-0.42, 0.28), hole(0.42, -0.28)}), 4u);
}

}  // namespace
}  // namespace img2cadseq
