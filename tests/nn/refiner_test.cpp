// The shipped refiner on a box, whose surface is known.

#include "nn/refiner.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "core/error.h"
#include "metrics/smoothing.h"

namespace img2cadseq::nn {
namespace {

const std::filesystem::path kWeights = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models/refine.safetensors";
const Vec3 kHalf{0.5, 0.35, 0.25};

/// Even points of the box's surface, each moved by normal noise.
PointCloud noisyBox(size_t count, double noise) {
    const double areas[3] = {kHalf.y * kHalf.z, kHalf.z * kHalf.x, kHalf.x * kHalf.y};
    Random random(3);
    PointCloud cloud;
    while (cloud.size() < count) {
        double at = random.uniform() * (areas[0] + areas[1] + areas[2]);
        int axis = 0;
        while (axis < 2 && at > areas[axis]) at -= areas[axis++];
        Vec3 p;
        for (int a = 0; a < 3; ++a) p[a] = random.uniform(-kHalf[a], kHalf[a]);
        p[axis] = random.chance(0.5) ? kHalf[axis] : -kHalf[axis];
        cloud.positions.push_back(cast<float>(p + Vec3{random.normal(), random.normal(), random.normal()} * noise));
    }
    return cloud;
}

double distance(const Vec3f& point) {
    const Vec3 over{std::abs(point.x) - kHalf.x, std::abs(point.y) - kHalf.y, std::abs(point.z) - kHalf.z};
    const double most = std::max({over.x, over.y, over.z});
    return most <= 0.0 ? -most : norm(Vec3{std::max(over.x, 0.0), std::max(over.y, 0.0), std::max(over.z, 0.0)});
}

double meanDistance(const PointCloud& cloud) {
    double sum = 0.0;
    for (const Vec3f& p : cloud.positions) sum += distance(p);
    return sum / static_cast<double>(cloud.size());
}

TEST(ShippedRefiner, BringsNoisePointsNearerThanSmoothingDoes) {
    const Refiner refiner(kWeights);
    for (const double noise : {0.01, 0.02}) {
        const PointCloud given = noisyBox(4096, noise), refined = refiner.refined(given);
        EXPECT_LT(meanDistance(refined), 0.6 * meanDistance(given)) << noise;
        EXPECT_LT(meanDistance(refined), meanDistance(metrics::smoothed(given, 8))) << noise;
        EXPECT_LT(meanDistance(refined), meanDistance(metrics::smoothed(given, 16))) << noise;
    }
}

TEST(ShippedRefiner, LeavesCleanPointsWhereTheyAre) {
    EXPECT_LT(meanDistance(Refiner(kWeights).refined(noisyBox(4096, 0.0))), 0.002);
}

TEST(ShippedRefiner, FindsEdgesImportantAndNoiseDoubtful) {
    const Refiner refiner(kWeights);
    const PointCloud clean = refiner.refined(noisyBox(4096, 0.003)), rough = refiner.refined(noisyBox(4096, 0.03));
    double edge = 0.0, face = 0.0, edges = 0.0, faces = 0.0;
    for (size_t i = 0; i < clean.size(); ++i) {
        int near = 0;
        for (int a = 0; a < 3; ++a) near += std::abs(std::abs(clean.positions[i][a]) - kHalf[a]) < 0.01;
        (near > 1 ? edge : face) += clean.importance[i];
        (near > 1 ? edges : faces) += 1.0;
    }
    EXPECT_GT(edge / edges, face / faces + 0.3);
    const auto mean = [](const std::vector<float>& values) {
        double sum = 0.0;
        for (const float v : values) sum += v;
        return sum / static_cast<double>(values.size());
    };
    EXPECT_GT(mean(clean.confidence), mean(rough.confidence) + 0.1);
}

TEST(ShippedRefiner, TheSameCloudGivesTheSameAndTwinsStayTogether) {
    const Refiner refiner(kWeights);
    PointCloud cloud = noisyBox(500, 0.01);
    const PointCloud once = refiner.refined(cloud);
    EXPECT_EQ(once.positions, refiner.refined(cloud).positions);
    cloud.normals.assign(500, Vec3f{0, 0, 1});
    cloud.confidence.assign(500, 0.25f);
    PointCloud twice = cloud;
    for (size_t i = 0; i < 500; ++i) {
        twice.positions.push_back(cloud.positions[i]);
        twice.normals.push_back(cloud.normals[i]);
        twice.confidence.push_back(0.25f);
    }
    const PointCloud refined = refiner.refined(twice);
    ASSERT_EQ(refined.size(), 1000u);
    for (size_t i = 0; i < 1000; ++i) EXPECT_EQ(refined.positions[i], once.positions[i % 500]);
    EXPECT_EQ(refined.normals, twice.normals);
    EXPECT_EQ(refined.confidence, twice.confidence);
    cloud.positions.resize(20), cloud.normals.clear(), cloud.confidence.clear();
    EXPECT_EQ(refiner.refined(cloud).positions, cloud.positions);
}

TEST(Refiner, RefusesOtherWeights) {
    const auto other = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models/codes.safetensors";
    EXPECT_THROW(Refiner{other}, Error);
    EXPECT_THROW(Refiner{"/nowhere/refine.safetensors"}, Error);
}

}  // namespace
}  // namespace img2cadseq::nn
