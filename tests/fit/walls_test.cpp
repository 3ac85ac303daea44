#include "fit/walls.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.h"

namespace img2cadseq {
namespace {

constexpr double kReach = 0.015;

/// A tube along x, radius 0.3 about (y, z) = (0.1, -0.05), from 0 to 0.4, its caps and `noise` with it.
PointCloud tube(double noise) {
    PointCloud cloud;
    Random random(3);
    for (int i = 0; i < 6000; ++i) {
        const double around = random.uniform(0.0, 6.2831853);
        const bool cap = i % 3 == 0;
        const double radius = cap ? 0.3 * std::sqrt(random.uniform(0.0, 1.0)) : 0.3 + noise * random.normal();
        const double x = cap ? (i % 2 ? 0.0 : 0.4) : random.uniform(0.0, 0.4);
        cloud.positions.push_back(
            cast<float>(Vec3{x, 0.1 + radius * std::cos(around), -0.05 + radius * std::sin(around)}));
    }
    return cloud;
}

/// The section as cells give it: off by up to half a cell.
std::vector<Vec2> traced() {
    std::vector<Vec2> border;
    for (int i = 0; i < 200; ++i) {
        const double around = 6.2831853 * i / 200.0, radius = 0.3 + 0.006 * std::sin(9.0 * around);
        border.push_back({0.1 + radius * std::cos(around), -0.05 + radius * std::sin(around)});
    }
    return border;
}

double farthestOff(const std::vector<Vec2>& border) {
    double most = 0.0;
    for (const Vec2& p : border) most = std::max(most, std::abs(norm(p - Vec2{0.1, -0.05}) - 0.3));
    return most;
}

TEST(Walls, ATracedBorderIsDrawnToThem) {
    const DrawnBorder drawn = Walls(tube(0.0), 0, 0.0, 0.4, 0.01, kReach).drawn(traced());
    EXPECT_GT(drawn.moved, 0.95);
    EXPECT_LT(drawn.scatter, 0.0005);
    EXPECT_LT(farthestOff(drawn.points), 0.001);
    EXPECT_GT(farthestOff(traced()), 0.005);
}

TEST(Walls, NoiseIsAveragedAndSaidToBeThere) {
    const DrawnBorder drawn = Walls(tube(0.003), 0, 0.0, 0.4, 0.01, kReach).drawn(traced());
    EXPECT_GT(drawn.moved, 0.6);
    EXPECT_GT(drawn.scatter, 0.0003);
    EXPECT_LT(farthestOff(drawn.points), 0.004);
}

TEST(Walls, CapsAreNone) {
    // Between these heights there are only points of one cap.
    const DrawnBorder drawn = Walls(tube(0.0), 0, 0.39, 0.43, 0.005, kReach).drawn(traced());
    EXPECT_LT(drawn.moved, 0.2);
    EXPECT_TRUE(Walls({}, 0, 0.0, 1.0, 0.0, kReach).drawn(traced()).points == traced());
}

TEST(Walls, OfTwoNearOnesTheNearerIsTaken) {
    PointCloud both = tube(0.0);
    const size_t own = both.size();
    for (size_t i = 0; i < own; ++i) {
        const Vec3f p = both.positions[i];
        const Vec3f middle{p.x, 0.1f, -0.05f};
        both.positions.push_back(middle + (p - middle) * (0.286f / 0.3f));
    }
    EXPECT_LT(farthestOff(Walls(both, 0, 0.0, 0.4, 0.01, kReach).drawn(traced()).points), 0.0085);
}

}  // namespace
}  // namespace img2cadseq
