// The bounds that spare searches: never above the truth, and not far below it.

#include "metrics/distance_field.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.h"

namespace img2cadseq::metrics {
namespace {

std::vector<Vec3> sphere(Random& random, const Vec3& center, double radius, int count) {
    std::vector<Vec3> points;
    for (int i = 0; i < count; ++i)
        points.push_back(center + normalized(Vec3{random.normal(), random.normal(), random.normal()}) * radius);
    return points;
}

double meanSquared(const std::vector<Vec3>& from, const PointTree& to) {
    double sum = 0.0;
    for (const Vec3& p : from) sum += to.nearest(p).squaredDistance;
    return sum / static_cast<double>(from.size());
}

Box3 boxOf(const std::vector<Vec3>& a, const std::vector<Vec3>& b) {
    Box3 box;
    for (const auto* points : {&a, &b})
        for (const Vec3& p : *points) box.add(p);
    return box;
}

TEST(DistanceField, IsABound) {
    Random random(5);
    for (const double shift : {0.0, 0.01, 0.1, 0.5, 3.0}) {
        const auto a = sphere(random, {}, 1.0, 400), b = sphere(random, {shift, 0.3 * shift, 0}, 0.8, 300);
        const FieldGrid grid(boxOf(a, b));
        const PointTree treeA(a), treeB(b);
        const DistanceField fieldA(grid, treeA), fieldB(grid, treeB);
        const double exact = meanSquared(a, treeB), least = fieldB.leastMeanSquared(fieldA);
        EXPECT_LE(least, exact) << shift;
        EXPECT_LE(fieldA.leastMeanSquared(fieldA), 0.0);
        // A point lies within half a diagonal of its cell's middle, so the bound loses a diagonal at most.
        const double diagonal = std::sqrt(3.0) * boxOf(a, b).longestSide() / FieldGrid::kSide;
        EXPECT_GE(std::sqrt(least), std::sqrt(exact) - diagonal) << shift;
    }
}

TEST(DistanceField, FlatAndSinglePlaces) {
    const std::vector<Vec3> plane{{0, 0, 2}, {1, 0, 2}, {1, 5, 2}}, place{{7, 7, 7}};
    for (const auto& [a, b] : {std::pair{plane, plane}, std::pair{place, place}, std::pair{plane, place}}) {
        const FieldGrid grid(boxOf(a, b));
        const PointTree treeA(a), treeB(b);
        const DistanceField fieldA(grid, treeA), fieldB(grid, treeB);
        EXPECT_LE(fieldB.leastMeanSquared(fieldA), meanSquared(a, treeB));
    }
}

}  // namespace
}  // namespace img2cadseq::metrics
