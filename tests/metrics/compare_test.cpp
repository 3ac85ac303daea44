#include "metrics/compare.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "geometry/rotations.h"
#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

TEST(Compare, TheSameShapeElsewhereAndLargerIsPerfect) {
    Mesh moved = test::frame();
    for (Vec3& v : moved.vertices) v = v * 7.0 + Vec3{3, -20, 5};
    const Comparison found = compare(moved, test::frame());
    const PointDistances floor = samplingFloor(test::frame());
    EXPECT_NEAR(found.distances.cd, floor.cd, 0.1 * floor.cd);
    EXPECT_GT(found.distances.f1, 0.9);
    EXPECT_GT(found.distances.normalConsistency.value(), 0.95);
    EXPECT_NEAR(found.overlap.iou, 1.0, 1e-9);
    EXPECT_TRUE(found.holesRight());
    EXPECT_EQ(found.rotation, 0);
}

TEST(Compare, FindsEachOfThe24Rotations) {
    const auto& all = axisRotations();
    for (size_t r = 0; r < all.size(); ++r) {
        const Mesh turned = rotated(test::bracket(), all[r]);
        CompareOptions options;
        options.points = 2048;
        options.grid = 48;
        options.anyRotation = true;
        const Comparison found = compare(turned, test::bracket(), options);
        EXPECT_EQ(all[static_cast<size_t>(found.rotation)] * all[r], all[0]);
        EXPECT_GT(found.overlap.iou, 0.99);
        options.anyRotation = false;
        if (r > 0) {
            EXPECT_LT(compare(turned, test::bracket(), options).overlap.iou, 0.8);
        }
    }
}

TEST(Compare, AMissingHoleShows) {
    const Comparison found = compare(test::box({-1.5, -1.5, 0}, {1.5, 1.5, 1}), test::frame());
    EXPECT_FALSE(found.holesRight());
    EXPECT_EQ(found.genus, 0);
    EXPECT_EQ(found.genusReference, 1);
    EXPECT_NEAR(found.overlap.iou, 8.0 / 9.0, 1e-6);
    EXPECT_THROW(compare(Mesh{}, test::frame()), Error);
}

}  // namespace
}  // namespace img2cadseq::metrics
