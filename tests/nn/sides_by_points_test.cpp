#include "nn/sides_by_points.h"

#include <cmath>

#include <gtest/gtest.h>

#include "geometry/rotations.h"
#include "geometry/vec.h"

namespace img2cadseq::nn {
namespace {

constexpr int64_t kSide = 64;
constexpr double kScale = 0.7, kPerspective = 0.2, kCenterX = 0.02, kCenterY = -0.03;

Mat3 turn(const Vec3& axis, double angle) {
    const Vec3 a = normalized(axis);
    const double c = std::cos(angle), s = std::sin(angle);
    Mat3 m;
    for (int i = 0; i < 3; ++i) {
        Vec3 e;
        e[i] = 1.0;
        const Vec3 image = e * c + cross(a, e) * s + a * (dot(a, e) * (1.0 - c));
        for (int r = 0; r < 3; ++r) m.row[r][i] = image[r];
    }
    return m;
}

/// What a lifter would say of a box under `rotation`: its first surface, with places named by `naming`.
LifterOutput boxSeen(const Mat3& rotation, const Vec3& sides, const Mat3& naming, const Mat3& guess,
                     const Vec3& guessed) {
    LifterOutput out;
    out.maps = torch::zeros({1, LifterMaps::Count, kSide, kSide});
    out.maps.select(1, LifterMaps::Mask).fill_(-5.0);
    auto maps = out.maps.accessor<float, 4>();
    const Mat3 back = rotation.transposed();
    for (int64_t y = 0; y < kSide; ++y)
        for (int64_t x = 0; x < kSide; ++x) {
            // The ray at depth z, in the camera's axes: (u, v) (1 + p z) / s; met with the box by its slabs.
            const double u = ((x + 0.5) / kSide - 0.5 - kCenterX) / kScale,
                         v = ((y + 0.5) / kSide - 0.5 - kCenterY) / kScale;
            const Vec3 from = back * Vec3{u, v, 0}, along = back * Vec3{u * kPerspective, v * kPerspective, 1};
            double enter = -1e9, leave = 1e9;
            for (int a = 0; a < 3; ++a) {
                const double one = (-0.5 * sides[a] - from[a]) / along[a], two = (0.5 * sides[a] - from[a]) / along[a];
                enter = std::max(enter, std::min(one, two)), leave = std::min(leave, std::max(one, two));
            }
            if (enter >= leave) continue;
            const Vec3 at = from + along * enter;
            const Vec3 place = naming * Vec3{at.x / sides.x, at.y / sides.y, at.z / sides.z};
            maps[0][LifterMaps::Mask][y][x] = 5.0f;
            maps[0][LifterMaps::Front][y][x] = static_cast<float>(enter);
            for (int a = 0; a < 3; ++a) maps[0][LifterMaps::BoxX + a][y][x] = static_cast<float>(place[a]);
        }
    out.camera = torch::zeros({1, LifterCamera::Count});
    auto camera = out.camera.accessor<float, 2>();
    camera[0][LifterCamera::CenterX] = kCenterX, camera[0][LifterCamera::CenterY] = kCenterY;
    camera[0][LifterCamera::LogScale] = static_cast<float>(std::log(kScale));
    camera[0][LifterCamera::Perspective] = kPerspective;
    for (int64_t k = 0; k < LifterCamera::kHypotheses; ++k)
        for (int c = 0; c < 3; ++c) {
            camera[0][LifterCamera::Rotations + 6 * k + c] = static_cast<float>(guess.row[0][c]);
            camera[0][LifterCamera::Rotations + 6 * k + 3 + c] = static_cast<float>(guess.row[1][c]);
            camera[0][LifterCamera::LogSides + 3 * k + c] = static_cast<float>(std::log(guessed[c]));
        }
    return out;
}

Vec3 sidesOf(const torch::Tensor& camera) {
    Vec3 sides;
    for (int c = 0; c < 3; ++c) sides[c] = std::exp(camera[0][LifterCamera::LogSides + c].item<float>());
    return sides;
}

const Mat3 kTruth = turn({0.3, 1.0, 0.2}, 0.9) * turn({1, 0, 0}, 0.6);
const Vec3 kSides{1.0, 0.6, 0.35};

TEST(SidesByPoints, ThePixelsCorrectTheSides) {
    const Vec3 guessed{1.0, 0.45, 0.5};
    for (const size_t name : {size_t{0}, size_t{7}, size_t{18}}) {
        LifterOutput out = boxSeen(kTruth, kSides, axisRotations()[name], turn({1, -2, 0.5}, 0.1) * kTruth, guessed);
        torch::manual_seed(2);  // a tenth of the pixels say something else
        const torch::Tensor wrong = (torch::rand({kSide, kSide}) < 0.1).to(torch::kFloat);
        out.maps.slice(1, LifterMaps::BoxX, LifterMaps::Count) += wrong * 0.4;
        const Vec3 said = sidesOf(withSidesByPoints(out));
        EXPECT_DOUBLE_EQ(said.x, 1.0);
        for (int a = 1; a < 3; ++a)  // a good part of the way to the truth, however the axes are named
            EXPECT_LT(std::abs(std::log(said[a] / kSides[a])), 0.65 * std::abs(std::log(guessed[a] / kSides[a])))
                << name << ' ' << a;
    }
}

TEST(SidesByPoints, ASideThatNoPixelShowsStaysAsItWas) {
    const Mat3 front{};  // one face is seen, square on: its thickness is not
    const Vec3 said = sidesOf(withSidesByPoints(boxSeen(front, kSides, Mat3{}, front, {1.0, 0.5, 0.3})));
    EXPECT_NEAR(said.y, 0.6, 0.05);
    EXPECT_NEAR(said.z, 0.3, 0.03);
}

TEST(SidesByPoints, WhereNothingIsSeenNothingChanges) {
    LifterOutput out = boxSeen(kTruth, kSides, Mat3{}, kTruth, {1.0, 0.5, 0.3});
    out.maps.select(1, LifterMaps::Mask).fill_(-5.0);
    EXPECT_TRUE(torch::equal(withSidesByPoints(out), out.camera));
}

}  // namespace
}  // namespace img2cadseq::nn
