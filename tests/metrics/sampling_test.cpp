#include "metrics/sampling.h"

#include <limits>

#include <gtest/gtest.h>

#include "core/error.h"
#include "metrics/nearest.h"
#include "shapes.h"

namespace img2cadseq::metrics {
namespace {

TEST(Sampling, NormalisationPutsTheLongestSideToOne) {
    const Box3 box = normalised(test::box({1, 2, 3}, {3, 12, 4})).box();
    EXPECT_NEAR(norm(box.low - Vec3{-0.1, -0.5, -0.05}), 0.0, 1e-15);
    EXPECT_NEAR(norm(box.high - Vec3{0.1, 0.5, 0.05}), 0.0, 1e-15);
    EXPECT_THROW(normalisation(Box3{}), Error);
    EXPECT_THROW(normalised(std::vector<Vec3>{{1, 1, 1}}), Error);
    EXPECT_THROW(normalised(std::vector<Vec3>{{0, 0, 0}, {1, 0, std::numeric_limits<double>::infinity()}}), Error);
}

TEST(Sampling, PointsFollowTheArea) {
    // Faces of 1 x 2 x 4: areas 2, 4, 8 twice each, 28 in all.
    const Mesh mesh = test::box({0, 0, 0}, {1, 2, 4});
    const size_t count = 56000;
    const SurfacePoints points = sampleSurface(mesh, count, Random(7));
    ASSERT_EQ(points.positions.size(), count);
    const double expected[3] = {8.0 / 28.0, 4.0 / 28.0, 2.0 / 28.0};
    for (int axis = 0; axis < 3; ++axis) {
        double sum = 0.0, low = 0.0;
        size_t found = 0;
        const Vec3 high{1, 2, 4};
        for (size_t i = 0; i < count; ++i) {
            const Vec3& p = points.positions[i];
            ASSERT_NEAR(std::abs(points.normals[i][axis]), std::round(std::abs(points.normals[i][axis])), 1e-12);
            if (std::abs(points.normals[i][axis]) < 0.5) continue;
            ++found;
            low += points.normals[i][axis] < 0 ? 1 : 0;
            ASSERT_NEAR(p[axis], points.normals[i][axis] < 0 ? 0.0 : high[axis], 1e-12);
            sum += p[(axis + 1) % 3] / high[(axis + 1) % 3];
        }
        const double n = static_cast<double>(found);
        EXPECT_NEAR(n / static_cast<double>(count), 2 * expected[axis], 0.01);
        EXPECT_NEAR(low / n, 0.5, 0.02);
        EXPECT_NEAR(sum / n, 0.5, 0.01);
    }
}

TEST(Sampling, SameNumbersSamePoints) {
    const Mesh mesh = test::frame();
    EXPECT_EQ(sampleSurface(mesh, 100, Random(3)).positions, sampleSurface(mesh, 100, Random(3)).positions);
    EXPECT_NE(sampleSurface(mesh, 100, Random(3)).positions, sampleSurface(mesh, 100, Random(4)).positions);
}

TEST(Sampling, BadMeshesAreRefused) {
    Mesh flat;
    flat.vertices = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    flat.triangles = {{0, 1, 2}};
    EXPECT_THROW(sampleSurface(flat, 10, Random(0)), Error);
    flat.triangles = {{0, 1, 3}};
    EXPECT_THROW(sampleSurface(flat, 10, Random(0)), Error);
    flat.vertices[1].x = std::nan("");
    flat.triangles = {{0, 1, 2}};
    EXPECT_THROW(sampleSurface(flat, 10, Random(0)), Error);
    EXPECT_THROW(sampleSurface(Mesh{}, 10, Random(0)), Error);
}

TEST(Nearest, TreesFindWhatASearchOfAllFinds) {
    Random random(5);
    const auto point = [&] { return Vec3{random.uniform(-2, 2), random.uniform(-2, 2), random.uniform(-2, 2)}; };
    std::vector<Vec3> cloud;
    for (int i = 0; i < 300; ++i) cloud.push_back(point());
    Mesh soup;
    for (uint32_t i = 0; i < 100; ++i) {
        const Vec3 at = point();
        for (int k = 0; k < 3; ++k) soup.vertices.push_back(at + point() * 0.1);
        soup.triangles.push_back({3 * i, 3 * i + 1, 3 * i + 2});
    }
    soup.triangles.push_back({0, 0, 1});
    const PointTree points(cloud);
    const SurfaceTree surface(soup);
    for (int i = 0; i < 500; ++i) {
        const Vec3 p = point();
        double byPoints = 1e9, bySurface = 1e9;
        for (const Vec3& q : cloud) byPoints = std::min(byPoints, squaredNorm(p - q));
        for (const auto& t : soup.triangles)
            bySurface = std::min(
                bySurface, squaredDistanceToTriangle(p, soup.vertices[t[0]], soup.vertices[t[1]], soup.vertices[t[2]]));
        EXPECT_DOUBLE_EQ(points.nearest(p).squaredDistance, byPoints);
        EXPECT_DOUBLE_EQ(surface.nearest(p).squaredDistance, bySurface);
    }
}

TEST(Nearest, DistanceToATriangle) {
    const Vec3 a{0, 0, 0}, b{4, 0, 0}, c{0, 3, 0};
    EXPECT_DOUBLE_EQ(squaredDistanceToTriangle({1, 1, 5}, a, b, c), 25.0);    // over its inside
    EXPECT_DOUBLE_EQ(squaredDistanceToTriangle({2, -2, 0}, a, b, c), 4.0);    // beside an edge
    EXPECT_DOUBLE_EQ(squaredDistanceToTriangle({-3, -4, 0}, a, b, c), 25.0);  // beyond a corner
    EXPECT_NEAR(squaredDistanceToTriangle({4, 3, 0}, a, b, c), 5.76, 1e-12);  // hypotenuse: 12 / 5 away
    EXPECT_DOUBLE_EQ(squaredDistanceToTriangle({1, 1, 0}, a, a, b), 1.0);     // a line
    EXPECT_DOUBLE_EQ(squaredDistanceToTriangle({1, 1, 0}, a, a, a), 2.0);     // a point
}

}  // namespace
}  // namespace img2cadseq::metrics
