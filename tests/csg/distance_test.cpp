#include <cmath>

#include <ceres/jet.h>
#include <gtest/gtest.h>

#include "csg/shapes.h"
#include "csg/solid.h"

namespace img2cadseq {
namespace {

using namespace test;
using csg::Solid;

/// Distance to the box [0, size].
double boxDistance(const Vec3& p, const Vec3& size) {
    const Vec3 q{std::abs(p.x - 0.5 * size.x) - 0.5 * size.x, std::abs(p.y - 0.5 * size.y) - 0.5 * size.y,
                 std::abs(p.z - 0.5 * size.z) - 0.5 * size.z};
    const Vec3 out{std::max(q.x, 0.0), std::max(q.y, 0.0), std::max(q.z, 0.0)};
    return norm(out) + std::min(std::max({q.x, q.y, q.z}), 0.0);
}

CadSequence bracket() {
    return sequence({block({{rectangle(0, 0, 6, 4), {circle(1, 1, 0.5)}}}, 0, 1),
                     block(rectangle(0, 0, 1, 4), 1, 4, BooleanOp::Join),
                     block(circle(3, 2, 1), -1, 2, BooleanOp::Cut, {{0.1, 0.2, 0.0}, {1, 0, 0}, {0, 0.6, 0.8}})});
}

TEST(CsgDistance, OneBlockIsExact) {
    const Solid box(sequence({block(rectangle(0, 0, 2, 1), 0, 3)}));
    const Solid disc(sequence({block(circle(0, 0, 2), -1, 1)}));
    Random random(3);
    for (int i = 0; i < 2000; ++i) {
        const Vec3 p{random.uniform(-4, 4), random.uniform(-4, 4), random.uniform(-4, 4)};
        EXPECT_NEAR(box.distance(p).value, boxDistance(p, {2, 1, 3}), 1e-12);
        const double side = std::hypot(p.x, p.y) - 2.0, slab = std::abs(p.z) - 1.0;
        const double expected = side > 0 && slab > 0 ? std::hypot(side, slab) : std::max(side, slab);
        EXPECT_NEAR(disc.distance(p).value, expected, 1e-12);
    }
}

TEST(CsgDistance, EdgesThatProfilesShareAreNoBoundary) {
    const Solid solid(sequence({block({{rectangle(0, 0, 2, 4), {}}, {rectangle(2, 1, 5, 3), {}}}, -5, 5)}));
    EXPECT_NEAR(solid.distance({2, 2, 0}).value, -1.0, 1e-9);
    Loop half{{Line{{0, -1}, {0, 1}}, Arc::fromCenter({0, 0}, 1, 0.5 * kPi, kPi)}};
    const Solid tiled(
        sequence({block({{rectangle(-3, -3, 3, 3), {circle(0, 0, 1)}},
                         {half, {}},
                         {Loop{{Line{{0, 1}, {0, -1}}, Arc::fromCenter({0, 0}, 1, -0.5 * kPi, kPi)}}, {}}},
                        -5, 5)}));
    EXPECT_NEAR(tiled.distance({0.5, 0.1, 0}).value, -2.5, 1e-9);
    EXPECT_NEAR(tiled.volume(), 360.0, 1e-6);
}

TEST(CsgDistance, ZeroOnTheSurfaceAndSignedLikeInside) {
    const Solid solid(bracket());
    for (const auto& s : solid.sampleSurface(1000, Random(1))) {
        const csg::Distance d = solid.distance(s.position);
        EXPECT_NEAR(d.value, 0.0, 1e-9);
        EXPECT_GT(dot(solid.distance(s.position + s.normal * 1e-4).gradient, s.normal), 0.0);
    }
    Random random(2);
    for (int i = 0; i < 5000; ++i) {
        const Vec3 p{random.uniform(-1, 7), random.uniform(-1, 5), random.uniform(-1, 5)};
        EXPECT_EQ(solid.distance(p).value < 0, solid.inside(p));
    }
}

TEST(CsgDistance, GradientIsTheDerivative) {
    const Solid solid(bracket());
    Random random(4);
    const double h = 1e-6;
    int wrong = 0;
    for (int i = 0; i < 2000; ++i) {
        const Vec3 p{random.uniform(-1, 7), random.uniform(-1, 5), random.uniform(-1, 5)};
        const Vec3 g = solid.distance(p).gradient;
        EXPECT_NEAR(norm(g), 1.0, 1e-9);
        for (int axis = 0; axis < 3; ++axis) {
            Vec3 a = p, b = p;
            a[axis] -= h, b[axis] += h;
            wrong += std::abs((solid.distance(b).value - solid.distance(a).value) / (2 * h) - g[axis]) > 1e-4;
        }
    }
    EXPECT_LE(wrong, 6);  // points within h of a ridge
}

TEST(CsgDistance, JetsGiveTheDerivativeWithRespectToParameters) {
    using Jet = ceres::Jet<double, 2>;  // the height, the radius
    const Solid solid(sequence({block(circle(0, 0, 2), 0, 1)}));
    csg::FlatT<Jet> flat = csg::convert<Jet>(solid.flat());
    flat.blocks[0].high.v[0] = 1.0;
    flat.radius[0].v[1] = 1.0;
    const auto at = [&](const Vec3& p) {
        Vec3T<Jet> gradient;
        return csg::featureDistance(flat.view(), solid.distance(p).feature, {Jet(p.x), Jet(p.y), Jet(p.z)}, gradient);
    };
    EXPECT_NEAR(at({0, 0.5, 3}).a, 2.0, 1e-12);
    EXPECT_NEAR(at({0, 0.5, 3}).v[0], -1.0, 1e-12);
    EXPECT_NEAR(at({0, 5, 0.5}).v[1], -1.0, 1e-12);
    const Jet corner = at({5, 0, 5});  // 3 beside, 4 above the rim
    EXPECT_NEAR(corner.a, 5.0, 1e-12);
    EXPECT_NEAR(corner.v[0], -0.8, 1e-12);
    EXPECT_NEAR(corner.v[1], -0.6, 1e-12);
}

}  // namespace
}  // namespace img2cadseq
