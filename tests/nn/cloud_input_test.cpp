#include "nn/cloud_input.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "geometry/rotations.h"

namespace img2cadseq::nn {
namespace {

/// Points in a box of 4 x 2 x 1 with a lump towards one corner.
PointCloud lopsided(size_t count) {
    Random random(5);
    PointCloud cloud;
    for (size_t i = 0; i < count; ++i) {
        const double pull = i % 3 == 0 ? 2.0 : 1.0;
        const auto draw = [&] { return std::pow(random.uniform(), 1.0 / pull); };
        cloud.positions.push_back(
            {static_cast<float>(4 * draw()), static_cast<float>(2 * draw()), static_cast<float>(draw())});
    }
    return cloud;
}

TEST(CloudInput, EveryPoseOfACloudLooksTheSame) {
    const PointCloud cloud = lopsided(3000);
    const CloudInput first = cloudInput({&cloud}, networkPose(cloud));
    for (const Mat3& turn : axisRotations()) {
        for (const double mirror : {1.0, -1.0}) {
            PointCloud other;
            for (const Vec3f& p : cloud.positions) {
                const Vec3 q = turn * Vec3{p.x * mirror, p.y, p.z} * 7.5 + Vec3{3.0, -20.0, 11.0};
                other.positions.push_back(cast<float>(q));
            }
            const CloudInput second = cloudInput({&other}, networkPose(other));
            double difference = 0.0;
            for (size_t i = 0; i < first.histograms.size(); ++i)
                difference += std::abs(first.histograms[i] - second.histograms[i]);
            EXPECT_LT(difference / static_cast<double>(first.histograms.size()), 0.01);
        }
    }
}

TEST(CloudInput, PoseCentresAndScales) {
    const PointCloud cloud = lopsided(5000);
    const Similarity pose = networkPose(cloud);
    PointCloud posed;
    for (const Vec3f& p : cloud.positions) posed.positions.push_back(cast<float>(pose.apply(cast<double>(p))));
    const Box3 box = robustBox(posed);
    EXPECT_NEAR(box.size().x, 1.0, 1e-5);
    EXPECT_NEAR(box.size().y, 0.5, 0.02);
    EXPECT_NEAR(box.size().z, 0.25, 0.02);
    EXPECT_NEAR(norm(box.center()), 0.0, 1e-5);
}

TEST(CloudInput, FewOutliersHardlyMoveTheBox) {
    PointCloud cloud = lopsided(4000);
    const Box3 before = robustBox(cloud);
    for (int i = 0; i < 10; ++i) cloud.positions.push_back({100.0f, -50.0f, 30.0f});
    const Box3 after = robustBox(cloud);
    EXPECT_NEAR(after.longestSide(), before.longestSide(), 0.05);
}

TEST(CloudInput, OnePointFallsWhereItShould) {
    PointCloud cloud;
    for (int i = 0; i < 16; ++i) cloud.positions.push_back({0.25f, -0.125f, 0.4f});
    const CloudInput input = cloudInput({&cloud}, Similarity{{}, 1.0, {}});
    constexpr int kSide = CloudInput::kSide;
    const auto pixel = [](float x) {
        return static_cast<int>((x + CloudInput::kReach) / (2 * CloudInput::kReach) * kSide);
    };
    // Looking along x: columns follow y, rows follow z.
    const float* plane = input.planes.data();
    const int at = pixel(0.4f) * kSide + pixel(-0.125f);
    EXPECT_GT(plane[at], 1.0f);
    EXPECT_FLOAT_EQ(plane[kSide * kSide + at], 0.25f);
    EXPECT_EQ(plane[at + 1], 0.0f);
}

TEST(CloudInput, EdgesHaveAChannelOfTheirOwn) {
    const PointCloud cloud = lopsided(2000);
    PointCloud edges;
    edges.positions = {{0.25f, -0.125f, 0.4f}, {0.3f, -0.125f, 0.4f}, {0.9f, 0.0f, 0.0f}};
    edges.confidence = {0.5f, 0.75f, 1.0f};
    const Similarity asIs{{}, 1.0, {}};
    const CloudInput without = cloudInput({&cloud}, asIs), with = cloudInput({&cloud, &edges}, asIs);
    constexpr size_t kPixels = CloudInput::kSide * CloudInput::kSide, kPlane = CloudInput::kChannels * kPixels;
    const auto pixel = [](float x) {
        return static_cast<size_t>((x + CloudInput::kReach) / (2 * CloudInput::kReach) * CloudInput::kSide);
    };
    size_t marked = 0;
    for (size_t i = 0; i < with.planes.size(); ++i) {
        const bool edge = i % kPlane >= kPlane - kPixels;
        if (edge) marked += with.planes[i] > 0.0f;
        EXPECT_EQ(without.planes[i], edge ? 0.0f : with.planes[i]);
    }
    // Along x the two are one behind the other, and the stronger counts; along y and z they are apart; the third is out
    // of reach.
    EXPECT_EQ(marked, 5u);
    EXPECT_FLOAT_EQ(with.planes[kPlane - kPixels + pixel(0.4f) * CloudInput::kSide + pixel(-0.125f)], 0.75f);
    EXPECT_EQ(with.histograms, without.histograms);
}

TEST(CloudInput, UnusableCloudsAreRefused) {
    PointCloud few;
    few.positions.assign(10, Vec3f{});
    EXPECT_THROW(networkPose(few), Error);
    PointCloud same;
    same.positions.assign(100, Vec3f{1, 2, 3});
    EXPECT_THROW(networkPose(same), Error);
    PointCloud broken = lopsided(100);
    broken.positions[50].y = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW(networkPose(broken), Error);
}

}  // namespace
}  // namespace img2cadseq::nn
