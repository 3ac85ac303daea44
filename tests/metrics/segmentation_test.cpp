#include "metrics/segmentation.h"

#include <numbers>

#include <gtest/gtest.h>

#include "core/error.h"
#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

TEST(Segmentation, TheSameShapeIsAllRight) {
    const Mesh mesh = test::cylinder(1, 2, 40);
    EXPECT_DOUBLE_EQ(segmentationAccuracy(mesh, mesh, Random(1)), 1.0);
}

TEST(Segmentation, OneWrongFaceCostsItsShare) {
    Mesh wrong = test::box({0, 0, 0}, {1, 1, 1});
    wrong.faceTypes[2] = SurfaceType::Cylinder;
    EXPECT_NEAR(segmentationAccuracy(test::box({0, 0, 0}, {1, 1, 1}), wrong, Random(1), 20000), 5.0 / 6.0, 0.01);
}

TEST(Segmentation, APolygonForACylinder) {
    // A square prism for a cylinder of the same box: the wall (2 pi r h) is wrong; the ends (2 pi r^2) lie in the
    // prism's ends.
    const double share = 1.0 / (1.0 + 2.0);  // ends over all, r = 1, h = 2
    EXPECT_NEAR(segmentationAccuracy(test::cylinder(1, 2, 100), test::box({-1, -1, 0}, {1, 1, 2}), Random(1), 20000),
                share, 0.01);
}

TEST(Segmentation, NeedsTypes) {
    Mesh bare = test::box({0, 0, 0}, {1, 1, 1});
    bare.faceTypes.clear();
    EXPECT_THROW(segmentationAccuracy(test::frame(), bare, Random(1)), Error);
    EXPECT_THROW(segmentationAccuracy({{0, 0, 0}}, {}, test::frame()), Error);
}

}  // namespace
}  // namespace img2cadseq::metrics
