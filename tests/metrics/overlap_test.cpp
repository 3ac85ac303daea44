#include "metrics/overlap.h"

#include <numbers>
#include <numeric>

#include <gtest/gtest.h>

#include "metrics/sampling.h"
#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

TEST(Overlap, ShiftedBoxes) {
    // Shifted by a third: intersection 2/3, union 4/3, on cell borders.
    const Overlap found = overlap(test::box({0, 0, 0}, {1, 1, 1}), test::box({1.0 / 3.0, 0, 0}, {4.0 / 3.0, 1, 1}));
    EXPECT_DOUBLE_EQ(found.iou, 0.5);
    EXPECT_NEAR(found.box, 1.0, 1e-9);
    EXPECT_FALSE(found.gain);
}

TEST(Overlap, AThinSideIsAsFineAsALongOne) {
    const Overlap found = overlap(test::box({0, 0, 0}, {100, 100, 0.05}), test::box({0, 0, 0}, {100, 100, 0.1}));
    EXPECT_DOUBLE_EQ(found.iou, 0.5);
}

TEST(Overlap, BoxAndGainOfAFrame) {
    // The frame fills 8/9 of its box; the grid's lines of 96 fall on the hole's sides.
    const Overlap same = overlap(test::frame(), test::frame());
    EXPECT_DOUBLE_EQ(same.iou, 1.0);
    EXPECT_NEAR(same.box, 8.0 / 9.0, 1e-12);
    EXPECT_NEAR(same.gain.value(), 1.0, 1e-12);
    const Overlap plain = overlap(test::box({-1.5, -1.5, 0}, {1.5, 1.5, 1}), test::frame());
    EXPECT_NEAR(plain.iou, 8.0 / 9.0, 1e-12);
    EXPECT_NEAR(plain.gain.value(), 0.0, 1e-12);
    const Overlap apart = overlap(test::box({5, 5, 5}, {6, 6, 6}), test::frame());
    EXPECT_DOUBLE_EQ(apart.iou, 0.0);
    EXPECT_DOUBLE_EQ(apart.gain.value(), -1.0);
}

TEST(Overlap, VolumeOfACylinder) {
    const Mesh mesh = test::cylinder(1.0, 3.0, 400);
    const auto cells = occupancy(mesh, mesh.box(), 96);
    const double share = std::accumulate(cells.begin(), cells.end(), 0.0) / static_cast<double>(cells.size());
    EXPECT_NEAR(share, std::numbers::pi / 4.0, 2e-3);
}

TEST(Overlap, DoesNotDependOnTheSenseOfTriangles) {
    Mesh turned = test::frame();
    for (auto& t : turned.triangles) std::swap(t[1], t[2]);
    EXPECT_EQ(occupancy(turned, turned.box(), 32), occupancy(test::frame(), turned.box(), 32));
}

}  // namespace
}  // namespace img2cadseq::metrics
