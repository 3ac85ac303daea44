#include "nn/cloud_input.h"

#include <cmath>
#include <numeric>

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
    const Box3 box = robustBox(transformed(cloud, networkPose(cloud)));
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
        const bool edge = i % kPlane / kPixels == CloudInput::Edge;
        if (edge) marked += with.planes[i] > 0.0f;
        EXPECT_EQ(without.planes[i], edge ? 0.0f : with.planes[i]);
    }
    // Along x the two are one behind the other, and the stronger counts; along y and z they are apart; the third is out
    // of reach.
    EXPECT_EQ(marked, 5u);
    EXPECT_FLOAT_EQ(with.planes[CloudInput::Edge * kPixels + pixel(0.4f) * CloudInput::kSide + pixel(-0.125f)], 0.75f);
    EXPECT_EQ(with.histograms, without.histograms);
}

TEST(CloudInput, PointsThatWereSeenAreToldFromOthers) {
    PointCloud cloud;
    for (int i = 0; i < 32; ++i) cloud.positions.push_back({0.25f, i < 16 ? -0.125f : 0.3f, 0.4f});
    const Similarity asIs{{}, 1.0, {}};
    constexpr size_t kPixels = CloudInput::kSide * CloudInput::kSide;
    const auto sumSeen = [&] {
        const CloudInput input = cloudInput({&cloud}, asIs);
        const auto first = input.planes.begin() + CloudInput::Seen * kPixels;  // along x
        return std::accumulate(first, first + kPixels, 0.0f);
    };
    EXPECT_FLOAT_EQ(sumSeen(), 0.0f);
    cloud.seen.assign(32, 1);
    EXPECT_FLOAT_EQ(sumSeen(), 2.0f);
    for (size_t i = 0; i < 8; ++i) cloud.seen[i] = 0;
    EXPECT_FLOAT_EQ(sumSeen(), 1.5f);
}

/// Material in the first quarter along z of a box of 1 x 0.5 x 0.25.
TEST(CloudInput, OccupancyIsSeenInSlabsOfTheBox) {
    Occupancy field{8, {1.0, 0.5, 0.25}, std::vector<float>(512, 0.0f)};
    for (size_t i = 0; i < 128; ++i) field.probability[i] = 0.5f;
    const PointCloud cloud = lopsided(2000);
    constexpr int kSide = CloudInput::kSide;
    const auto at = [&](const CloudInput& input, int axis, int slab, double x, double y) {
        const auto pixel = [](double v) { return static_cast<int>((v / CloudInput::kReach + 1.0) / 2.0 * kSide); };
        return input.planes[static_cast<size_t>(
            ((axis * CloudInput::kChannels + CloudInput::Slabs + slab) * kSide + pixel(y)) * kSide + pixel(x))];
    };
    Similarity pose{{}, 1.0, {}};
    CloudInput input = cloudInput({&cloud, nullptr, &field}, pose);
    // Along z columns follow x and rows follow y; the material is in the first slab.
    EXPECT_FLOAT_EQ(at(input, 2, 0, 0.45, -0.2), 0.5f);
    EXPECT_FLOAT_EQ(at(input, 2, 1, 0.45, -0.2), 0.0f);
    EXPECT_FLOAT_EQ(at(input, 2, 0, 0.45, -0.3), 0.0f) << "outside the box";
    // Along x columns follow y and rows follow z; it is in every slab, in the lowest quarter.
    for (int slab = 0; slab < CloudInput::kSlabs; ++slab) {
        EXPECT_FLOAT_EQ(at(input, 0, slab, 0.1, -0.1), 0.5f);
        EXPECT_FLOAT_EQ(at(input, 0, slab, 0.1, 0.0), 0.0f);
    }
    // Looked at from below, by axes named otherwise: what was z comes first and is turned over, x comes last.
    pose.rotation.row[0] = {0, 0, -1}, pose.rotation.row[1] = {0, 1, 0}, pose.rotation.row[2] = {1, 0, 0};
    input = cloudInput({&cloud, nullptr, &field}, pose);
    EXPECT_FLOAT_EQ(at(input, 0, 3, -0.2, 0.45), 0.5f);
    EXPECT_FLOAT_EQ(at(input, 0, 0, -0.2, 0.45), 0.0f);
    for (int slab = 0; slab < CloudInput::kSlabs; ++slab) EXPECT_FLOAT_EQ(at(input, 2, slab, 0.1, 0.1), 0.5f);
    const CloudInput without = cloudInput({&cloud}, pose);
    EXPECT_EQ(at(without, 0, 3, -0.2, 0.45), 0.0f);
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
