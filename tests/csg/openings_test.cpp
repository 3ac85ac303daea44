#include "csg/openings.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "csg/render.h"
#include "csg/shapes.h"

namespace img2cadseq {
namespace {

using namespace test;
using csg::Openings;
using csg::Solid;

/// A plate of 6 x 4 x 1 with two holes through it, a blind one, and a slot from its rim.
CadSequence plate() {
    return sequence({block({{rectangle(0, 0, 6, 4), {circle(1, 1, 0.5), circle(5, 3, 0.3)}}}, 0, 1),
                     block(circle(3, 1, 0.5), 0.5, 1, BooleanOp::Cut),
                     block(rectangle(2.5, 3, 3.5, 4), 0, 1, BooleanOp::Cut)});
}

TEST(CsgOpenings, AreWhatGoesThrough) {
    const Openings openings{Solid(plate())};
    ASSERT_EQ(openings.list().size(), 2u);
    for (const Openings::Opening& one : openings.list()) {
        EXPECT_EQ(one.axis, 2);
        EXPECT_NEAR(one.low, 0.0, 1e-6);
        EXPECT_NEAR(one.high, 1.0, 1e-6);
    }
    const double cell = 6.0 / 128 * 6.0 / 128;
    const auto [small, large] = std::minmax(openings.list()[0].cells, openings.list()[1].cells);
    EXPECT_NEAR(small * cell, 3.14159 * 0.09, 0.02);
    EXPECT_NEAR(large * cell, 3.14159 * 0.25, 0.03);
}

TEST(CsgOpenings, NoneInASolidBoxACupOrAnAngle) {
    const Solid box{sequence({block(rectangle(0, 0, 2, 3), 0, 1)})};
    const Solid cup{sequence({block(rectangle(0, 0, 3, 3), 0, 2), block(circle(1.5, 1.5, 1), 0.5, 2, BooleanOp::Cut)})};
    const Solid angle{
        sequence({block(rectangle(0, 0, 3, 3), 0, 3), block(rectangle(1, 1, 3, 3), 0, 3, BooleanOp::Cut)})};
    for (const Solid* solid : {&box, &cup, &angle}) EXPECT_TRUE(Openings(*solid).list().empty());
}

TEST(CsgOpenings, CrossingHolesOpenAlongBothAxes) {
    const Frame side{{0, 0, 0}, {0, 1, 0}, {1, 0, 0}};
    const Solid solid{sequence({block({{rectangle(0, 0, 4, 4), {circle(2, 2, 1)}}}, 0, 4),
                                block(circle(2, 2, 0.5), -1, 5, BooleanOp::Cut, side)})};
    const Openings openings(solid);
    std::vector<int> axes;
    for (const auto& one : openings.list()) axes.push_back(one.axis);
    std::sort(axes.begin(), axes.end());
    EXPECT_EQ(axes, (std::vector<int>{0, 2}));
}

TEST(CsgOpenings, SeenFromAboveTheMouthsCoverWhatTheyAreWide) {
    const Solid solid(plate());
    const Openings openings(solid);
    Camera camera = Camera::lookAt({3, 2, 30}, {3, 2, 1}, {0, 1, 0}, 0.6, 200, 200);
    camera.projection = Projection::Orthographic;
    camera.focal = 25.0;
    const Mask seen = openings.seen(camera, csg::render(solid, camera).front.depth);
    const auto area = static_cast<double>(std::count(seen.data.begin(), seen.data.end(), 255)) / (25.0 * 25.0);
    EXPECT_NEAR(area, 3.14159 * (0.25 + 0.09), 0.05);
}

TEST(CsgOpenings, AMouthBehindMaterialIsNotSeen) {
    // A wall stands between the camera and one of the holes.
    CadSequence hidden = plate();
    hidden.blocks.push_back(block(rectangle(4, 0, 4.2, 4), 1, 4, BooleanOp::Join));
    const Solid open{plate()}, walled{hidden};
    const Camera camera = Camera::lookAt({-10, 2, 8}, {3, 2, 1}, {0, 0, 1}, 0.6, 200, 200);
    const auto count = [&](const Solid& solid) {
        const Mask seen = Openings(solid).seen(camera, csg::render(solid, camera).front.depth);
        return std::count(seen.data.begin(), seen.data.end(), 255);
    };
    EXPECT_GT(count(open), count(walled));
    EXPECT_GT(count(walled), count(open) / 2);  // the larger hole is before the wall
}

}  // namespace
}  // namespace img2cadseq
