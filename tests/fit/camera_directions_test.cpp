#include "fit/camera_directions.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "core/random.h"
#include "fit/camera.h"
#include "fit/pose.h"
#include "geometry/rotations.h"

namespace img2cadseq {
namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

/// Radians between two rotations, however the axes are named.
double anglesApart(const Mat3& a, const Mat3& b) {
    double least = 10.0;
    for (const Mat3& q : axisRotations()) least = std::min(least, angleBetween(a * q.transposed(), b));
    return least;
}

std::array<double, 3> directionsUnder(const Mat3& rotation) {
    std::array<double, 3> out{};
    for (int k = 0; k < 3; ++k) out[static_cast<size_t>(k)] = std::atan2(rotation.column(k).y, rotation.column(k).x);
    return out;
}

TEST(Directions, OfTheAxesGiveTheRotationAndItsReversal) {
    Random random(3);
    for (int i = 0; i < 50; ++i) {
        const Mat3 rotation = turnedBy({random.normal(), random.normal(), random.normal()}, Mat3{});
        const auto found = rotationsSeenAlong(directionsUnder(rotation));
        if (found.empty()) {  // an axis seen nearly end on
            double shortest = 1.0;
            for (int k = 0; k < 3; ++k)
                shortest = std::min(shortest, std::hypot(rotation.column(k).x, rotation.column(k).y));
            EXPECT_LT(shortest, 0.06);
            continue;
        }
        ASSERT_EQ(found.size(), 2u);
        EXPECT_LT(std::min(anglesApart(found[0], rotation), anglesApart(found[1], rotation)), 1e-6);
        for (const Mat3& one : found) {
            EXPECT_NEAR(norm(cross(one.row[0], one.row[1]) - one.row[2]), 0.0, 1e-9);
            EXPECT_NEAR(norm(one.row[0]), 1.0, 1e-9);
            EXPECT_NEAR(dot(one.row[0], one.row[1]), 0.0, 1e-9);
        }
    }
}

TEST(Directions, WithinARightAngleNoCornerHasThem) {
    EXPECT_TRUE(rotationsSeenAlong({0.0, 20 * kDegree, 40 * kDegree}).empty());
    EXPECT_TRUE(rotationsSeenAlong({0.3, 0.3, 1.2}).empty());
}

TEST(Directions, AreBundledAcrossTheTurnOfAHalf) {
    const auto segment = [](double degrees, double length) {
        return LineSegment{{50, 50},
                           {50 + length * std::cos(degrees * kDegree), 50 + length * std::sin(degrees * kDegree)}};
    };
    const auto found = mainDirections({segment(179, 40), segment(60, 30), segment(2, 25), segment(240, 20)}, 5);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NEAR(std::remainder(found[0], std::numbers::pi), 0.3 * kDegree, 1.5 * kDegree);
    EXPECT_NEAR(found[1], 60 * kDegree, 1e-6);
    EXPECT_EQ(mainDirections({segment(10, 9), segment(90, 8), segment(50, 7)}, 2).size(), 2u);
}

/// The edges of a box as a camera sees them.
std::vector<LineSegment> edgesOf(const Vec3& sides, const Camera& camera) {
    std::vector<LineSegment> out;
    for (int axis = 0; axis < 3; ++axis)
        for (const double u : {-0.5, 0.5})
            for (const double v : {-0.5, 0.5}) {
                Vec3 a, b;
                a[axis] = -0.5 * sides[axis], b[axis] = 0.5 * sides[axis];
                a[(axis + 1) % 3] = b[(axis + 1) % 3] = u * sides[(axis + 1) % 3];
                a[(axis + 2) % 3] = b[(axis + 2) % 3] = v * sides[(axis + 2) % 3];
                const Vec3 p = camera.project(a), q = camera.project(b);
                out.push_back({{p.x, p.y}, {q.x, q.y}});
            }
    std::sort(out.begin(), out.end(), [](const LineSegment& l, const LineSegment& r) {
        return squaredNorm(l.end - l.start) > squaredNorm(r.end - r.start);
    });
    return out;
}

CadSequence boxOf(const Vec3& s) {
    ExtrudeBlock block;
    const Vec2 c[] = {{-s.x / 2, -s.y / 2}, {s.x / 2, -s.y / 2}, {s.x / 2, s.y / 2}, {-s.x / 2, s.y / 2}};
    block.sketch.profiles = {{{{Line{c[0], c[1]}, Line{c[1], c[2]}, Line{c[2], c[3]}, Line{c[3], c[0]}}}, {}}};
    block.extent = {-s.z / 2, s.z / 2};
    return {{}, {block}};
}

TEST(Directions, FindTheCameraFarFromThePredictedOne) {
    const Vec3 sides{1.0, 0.6, 0.12};
    Camera truth = Camera::lookAt({1.6, 1.3, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128);
    truth.projection = Projection::Orthographic;
    truth.focal = 80;
    const Mask mask = silhouette(csg::Solid(boxOf(sides)), truth);
    CameraGuess predicted{truth, {1.0, 0.8, 0.3}};
    predicted.camera.rotation = turnedBy({0.3, -0.2, 0.15}, truth.rotation);
    ASSERT_GT(angleBetween(predicted.camera.rotation, truth.rotation), 20 * kDegree);
    const auto found = guessesByDirections(predicted, mask, edgesOf(sides, truth), 3);
    ASSERT_FALSE(found.empty());
    EXPECT_LT(angleBetween(found[0].camera.rotation, truth.rotation), 2 * kDegree);
    for (int a = 0; a < 3; ++a) EXPECT_NEAR(found[0].boxSize[a], sides[a], 0.04);
}

TEST(Directions, SayNothingNewOfWhatWasPredicted) {
    const Vec3 sides{1.0, 0.6, 0.3};
    const Camera truth = Camera::lookAt({1.6, 1.3, 1.9}, {0, 0, 0}, {0, 0, 1}, 0.5, 128, 128);
    const Mask mask = silhouette(csg::Solid(boxOf(sides)), truth);
    for (const CameraGuess& other : guessesByDirections({truth, sides}, mask, edgesOf(sides, truth), 3))
        EXPECT_GT(angleBetween(other.camera.rotation, truth.rotation), 5 * kDegree);
    EXPECT_TRUE(guessesByDirections({truth, sides}, mask, {}, 3).empty());
}

}  // namespace
}  // namespace img2cadseq
