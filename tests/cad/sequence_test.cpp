// Areas, inside tests and boxes of loops and blocks against closed forms, dense polygons and samples.

#include "cad/sequence.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "cad/support.h"

namespace img2cadseq {
namespace {

using namespace test;
constexpr double kPi = std::numbers::pi;

/// Winding number of a polygon of 2000 points a curve: another way to the inside test.
bool windsAround(const Loop& loop, const Vec2& point) {
    double angle = 0.0;
    for (const Curve& curve : loop.curves)
        for (int i = 0; i < 2000; ++i) {
            const Vec2 a = pointAt(curve, i / 2000.0) - point, b = pointAt(curve, (i + 1) / 2000.0) - point;
            angle += std::atan2(cross(a, b), dot(a, b));
        }
    return std::abs(angle) > kPi;
}

/// A closed loop of arcs and lines about the origin: star-shaped corners, arcs of either sense, some over half a turn.
Loop randomLoop(Random& random) {
    std::vector<Vec2> corners;
    const int count = random.integer(3, 7);
    for (int i = 0; i < count; ++i) {
        const double angle = 2.0 * kPi * (i + random.uniform(0, 0.5)) / count, radius = random.uniform(4, 9);
        corners.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    Loop loop;
    for (int i = 0; i < count; ++i) {
        const Vec2 a = corners[i], b = corners[(i + 1) % count];
        if (random.chance(0.4))
            loop.curves.push_back(Line{a, b});
        else
            loop.curves.push_back(Arc::fromSweep(a, b, i == 0 ? random.uniform(3.2, 5.0) : random.uniform(-0.5, 0.5)));
    }
    return loop;
}

TEST(SignedArea, ClosedForms) {
    EXPECT_DOUBLE_EQ(signedArea(rectangle(1, 2, 4, 8)), 18.0);
    EXPECT_DOUBLE_EQ(signedArea(reversed(rectangle(1, 2, 4, 8))), -18.0);
    EXPECT_NEAR(signedArea(slot(3, 2)), 24.0 + 4.0 * kPi, 1e-13);
    EXPECT_NEAR(signedArea(circle(5, 5, 3)), 9.0 * kPi, 1e-13);
    // A segment of sweep a on a circle of radius r: r^2 (a - sin a) / 2.
    for (const double a : {0.01, 0.7, 2.0, kPi, 5.0, 6.2}) {
        const Arc arc = Arc::fromCenter({20, -7}, 3.0, 0.4, a);
        EXPECT_NEAR(signedArea({{arc, Line{arc.end, arc.start}}}), 4.5 * (a - std::sin(a)), 1e-13 * (1 + 20 * a)) << a;
    }
    // A flat segment: 2/3 chord * sagitta, on circles up to 1e8 chords in radius.
    for (const double h : {1e-5, 1e-9})
        EXPECT_NEAR(signedArea({{Arc{{1, 0}, {0.5, h}, {0, 0}}, Line{{0, 0}, {1, 0}}}}), 2.0 / 3.0 * h, 1e-7 * h);
}

TEST(SignedArea, DoesNotSufferFromADistantPlace) {
    const Loop far = rectangle(1e6, 1e6, 1e6 + 0.5, 1e6 + 0.25);
    EXPECT_DOUBLE_EQ(signedArea(far), 0.125);
}

TEST(Contains, PointsOnAnArcsChordAreInside) {
    // The chord x = 0 is no boundary: the D on its right and the one on its left make a whole.
    const Loop round{{Arc{{0, -2}, {2, 0}, {0, 2}}, Arc{{0, 2}, {-2, 0}, {0, -2}}}};
    const Loop pill = slot(3, 2);
    for (int k = -19; k <= 19; ++k) {
        EXPECT_TRUE(contains(round, {0.0, 0.1 * k})) << k;
        EXPECT_TRUE(contains(pill, {3.0, 0.1 * k})) << k;
        EXPECT_TRUE(contains(pill, {-3.0, 0.1 * k})) << k;
    }
}

TEST(Contains, RowsThroughVerticesAndLevelPoints) {
    const Loop pill = slot(3, 2);
    const auto truth = [](const Vec2& p) {
        const double u = std::max(0.0, std::abs(p.x) - 3.0);
        return u * u + p.y * p.y < 4.0;
    };
    for (int i = -60; i <= 60; ++i)
        for (int j = -30; j <= 30; ++j) {
            const Vec2 p{0.1 * i, 0.1 * j};
            const double u = std::max(0.0, std::abs(p.x) - 3.0);
            if (std::abs(std::hypot(u, p.y) - 2.0) < 1e-9) continue;
            ASSERT_EQ(contains(pill, p), truth(p)) << p.x << " " << p.y;
            ASSERT_EQ(contains(reversed(pill), p), truth(p)) << p.x << " " << p.y;
        }
}

TEST(Contains, HalfTurnsWithRoundedEnds) {
    // Ends a few ulp to either side of the centre: which half they are counted to must not matter.
    for (const double slip : {-4e-16, -1e-16, 0.0, 1e-16, 4e-16})
        for (const double tilt : {-1e-15, 0.0, 1e-15}) {
            const Loop loop{
                {Arc{{2.54 + slip, -0.635}, {3.175, tilt}, {2.54, 0.635}}, Line{{2.54, 0.635}, {2.54 + slip, -0.635}}}};
            EXPECT_TRUE(contains(loop, {2.9, 1e-17}));
            EXPECT_FALSE(contains(loop, {2.2987, 3e-17}));
            EXPECT_FALSE(contains(loop, {3.3, 0.0}));
        }
}

TEST(Contains, AgreesWithTheWindingNumber) {
    Random random(3);
    int inside = 0;
    for (int i = 0; i < 60; ++i) {
        const Loop loop = randomLoop(random);
        for (int k = 0; k < 20; ++k) {
            const Vec2 p{random.uniform(-12, 12), random.uniform(-12, 12)};
            const bool expected = windsAround(loop, p);
            inside += expected;
            ASSERT_EQ(contains(loop, p), expected) << i << " " << k;
        }
    }
    EXPECT_GT(inside, 200);
}

TEST(BlockBox, TurnedBlocksAgainstSamples) {
    Random random(5);
    for (int i = 0; i < 100; ++i) {
        const Mat3 rotation = randomRotation(random);
        ExtrudeBlock block;
        block.sketch.plane = {{1, 2, 3}, rotation.column(0), rotation.column(2)};
        block.extent = {-2, 5};
        block.sketch.profiles = {{randomLoop(random), {}}, {circle(3, 4, 2), {}}};
        Box3 sampled;
        for (const Profile& profile : block.sketch.profiles)
            for (const Curve& curve : profile.outer.curves)
                for (int k = 0; k <= 2000; ++k)
                    for (const double t : {-2.0, 5.0}) {
                        const Vec2 p = pointAt(curve, k / 2000.0);
                        sampled.add(block.sketch.plane.toWorld({p.x, p.y, t}));
                    }
        const Box3 box = boundingBox(block);
        ASSERT_NEAR(norm(box.low - sampled.low), 0.0, 1e-4);
        ASSERT_NEAR(norm(box.high - sampled.high), 0.0, 1e-4);
    }
}

TEST(ProfileArea, OuterLessHolesWhateverTheirSense) {
    const Profile profile{reversed(rectangle(0, 0, 10, 10)), {rectangle(1, 1, 3, 3), circle(6, 6, 1)}};
    EXPECT_NEAR(area(profile), 100.0 - 4.0 - kPi, 1e-12);
    EXPECT_EQ(loopCount(plate(profile)), 3u);
    EXPECT_EQ(curveCount(plate(profile)), 9u);
}

}  // namespace
}  // namespace img2cadseq
