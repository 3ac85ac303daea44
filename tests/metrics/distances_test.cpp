#include "metrics/distances.h"

#include <gtest/gtest.h>

#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

/// A square lattice of points with spacing 0.1 at height z, its normals leaning by `lean` radians.
SurfacePoints lattice(double z, double lean) {
    SurfacePoints points;
    for (int i = 0; i < 20; ++i)
        for (int j = 0; j < 20; ++j) {
            points.positions.push_back({0.1 * i, 0.1 * j, z});
            points.normals.push_back({std::sin(lean), 0.0, std::cos(lean)});
            points.triangles.push_back(0);
        }
    return points;
}

TEST(Distances, ParallelLattices) {
    const PointDistances near = distances(lattice(0, 0), lattice(0.015, 0.3));
    EXPECT_NEAR(near.cd, 1000 * 2 * 0.015 * 0.015, 1e-12);
    EXPECT_NEAR(near.cdL1, 15.0, 1e-12);
    EXPECT_DOUBLE_EQ(near.f1, 1.0);
    ASSERT_TRUE(near.normalConsistency);
    EXPECT_NEAR(*near.normalConsistency, std::cos(0.3), 1e-12);
    EXPECT_DOUBLE_EQ(distances(lattice(0, 0), lattice(0.025, 0)).f1, 0.0);
}

TEST(Distances, OneSidedExtraCounts) {
    // b is a and one more point 0.5 away: a->b is 0, b->a is 0.5 for one of 5.
    const std::vector<Vec3> a = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}};
    std::vector<Vec3> b = a;
    b.push_back({1, 1, 0.5});
    const PointDistances found = distances(a, b);
    EXPECT_NEAR(found.cd, 1000 * 0.25 / 5, 1e-12);
    EXPECT_NEAR(found.cdL1, 500 * 0.5 / 5, 1e-12);
    EXPECT_NEAR(found.f1, 2 * 1.0 * 0.8 / 1.8, 1e-12);
    EXPECT_FALSE(found.normalConsistency);
}

TEST(Distances, FlippedNormalsAreConsistent) {
    SurfacePoints flipped = lattice(0, 0);
    for (Vec3& n : flipped.normals) n = -n;
    EXPECT_NEAR(*distances(lattice(0, 0), flipped).normalConsistency, 1.0, 1e-12);
}

}  // namespace
}  // namespace img2cadseq::metrics
