#include "cloud/own_axes.h"

#include <numbers>

#include <gtest/gtest.h>

#include "cloud/cloud.h"
#include "core/random.h"

namespace img2cadseq {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

Mat3 someTurn(uint64_t seed) {
    Random random(seed);
    const auto direction = [&] { return normalized(Vec3{random.normal(), random.normal(), random.normal()}); };
    const Vec3 a = direction(), b = normalized(cross(a, direction()));
    return {{a, b, cross(a, b)}};
}

PointCloud turned(PointCloud cloud, const Mat3& by) {
    for (Vec3f& p : cloud.positions) p = cast<float>(by * cast<double>(p));
    return cloud;
}

/// Points on an angle of two plates, 100 x 60 x 8 and 8 x 60 x 50, off the origin.
PointCloud angle(size_t count, double noise) {
    PointCloud cloud;
    Random random(4);
    while (cloud.size() < count) {
        const bool upright = random.uniform(0.0, 1.0) < 0.35;
        const Vec3 size = upright ? Vec3{8, 60, 50} : Vec3{100, 60, 8};
        Vec3 p{random.uniform(0.0, size.x), random.uniform(0.0, size.y), random.uniform(0.0, size.z)};
        const double face = random.uniform(0.0, size.x * size.y + size.y * size.z + size.z * size.x);
        const int axis = face < size.x * size.y ? 2 : (face < size.x * size.y + size.y * size.z ? 0 : 1);
        p[axis] = random.uniform(0.0, 1.0) < 0.5 ? 0.0 : size[axis];
        for (int i = 0; i < 3; ++i) p[i] += noise * random.normal() + 200.0;
        cloud.positions.push_back(cast<float>(p));
    }
    return cloud;
}

/// A tube along z, radii 20 and 14, 90 long.
PointCloud tube(size_t count) {
    PointCloud cloud;
    Random random(6);
    while (cloud.size() < count) {
        const double around = random.uniform(0.0, 2.0 * std::numbers::pi), pick = random.uniform(0.0, 1.0);
        const double radius = pick < 0.5 ? 20.0 : (pick < 0.85 ? 14.0 : random.uniform(14.0, 20.0));
        const double z = pick < 0.85 ? random.uniform(0.0, 90.0) : (pick < 0.93 ? 0.0 : 90.0);
        cloud.positions.push_back(cast<float>(Vec3{radius * std::cos(around), radius * std::sin(around), z}));
    }
    return cloud;
}

/// Degrees between `axis` and the nearest row of the turned axes.
double offAxis(const Mat3& axes, const Vec3& axis) {
    double nearest = 0.0;
    for (const Vec3& row : axes.row) nearest = std::max(nearest, std::abs(dot(row, axis)));
    return std::acos(std::min(1.0, nearest)) / kDegree;
}

TEST(OwnAxes, WhatLiesAlongThemStays) {
    EXPECT_FALSE(turnToOwnAxes(angle(3000, 0.0)));
    EXPECT_FALSE(turnToOwnAxes(angle(3000, 1.0)));
    EXPECT_FALSE(turnToOwnAxes(tube(3000)));
}

TEST(OwnAxes, TurnedPartsAreFoundAlsoWithNoise) {
    for (const double noise : {0.0, 0.5, 1.0})
        for (uint64_t seed = 0; seed < 4; ++seed) {
            const Mat3 turn = someTurn(seed);
            const auto found = turnToOwnAxes(turned(angle(4096, noise), turn));
            ASSERT_TRUE(found) << noise << " " << seed;
            EXPECT_NEAR(found->determinant(), 1.0, 1e-9);
            for (int a = 0; a < 3; ++a) {
                EXPECT_NEAR(norm(found->row[a]), 1.0, 1e-9);
                EXPECT_LT(offAxis(*found, turn.column(a)), 0.7) << noise << " " << seed;
            }
        }
}

TEST(OwnAxes, ATurnedTubeFindsItsAxis) {
    for (uint64_t seed = 0; seed < 4; ++seed) {
        const Mat3 turn = someTurn(seed);
        const auto found = turnToOwnAxes(turned(tube(4096), turn));
        ASSERT_TRUE(found) << seed;
        EXPECT_LT(offAxis(*found, turn.column(2)), 1.0) << seed;
    }
}

TEST(OwnAxes, ASmallTurnIsTakenBackTheSmallWay) {
    const double c = std::cos(6.0 * kDegree), s = std::sin(6.0 * kDegree);
    const auto found = turnToOwnAxes(turned(angle(4096, 0.0), {{{c, -s, 0}, {s, c, 0}, {0, 0, 1}}}));
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->row[0].x, c, 0.01);
    EXPECT_NEAR(found->row[0].y, s, 0.01);
}

TEST(OwnAxes, ABallHasNone) {
    PointCloud ball;
    Random random(2);
    for (int i = 0; i < 3000; ++i)
        ball.positions.push_back(cast<float>(normalized(Vec3{random.normal(), random.normal(), random.normal()})));
    EXPECT_FALSE(turnToOwnAxes(ball));
}

}  // namespace
}  // namespace img2cadseq
