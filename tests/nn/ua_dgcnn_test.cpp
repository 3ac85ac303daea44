#include "nn/ua_dgcnn.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "nn/refiner.h"

namespace img2cadseq::nn {
namespace {

TEST(UaDgcnn, NeitherPlaceNorOrderOfThePointsMatters) {
    torch::manual_seed(2);
    const torch::InferenceMode noGradients;
    UaDgcnn network(UaDgcnnOptions{16, 8, 3});
    const torch::Tensor points = torch::rand({1, 100, 3}) - 0.5;
    const RefinedPoints plain = network->forward(points);
    EXPECT_TRUE((plain.deviation > 0).all().item<bool>());
    const RefinedPoints moved = network->forward(points + torch::tensor({0.25, -0.5, 0.125}));
    EXPECT_TRUE(torch::allclose(moved.displacement, plain.displacement, 1e-3, 1e-4));
    const torch::Tensor order = torch::randperm(100);
    const RefinedPoints shuffled = network->forward(points.index_select(1, order));
    EXPECT_TRUE(torch::allclose(shuffled.displacement, plain.displacement.index_select(1, order), 1e-3, 1e-4));
    EXPECT_TRUE(torch::allclose(shuffled.importance, plain.importance.index_select(1, order), 1e-3, 1e-4));
}

TEST(MixtureResampled, KeepsTheSalientAndAnEvenShare) {
    PointCloud cloud;
    for (int i = 0; i < 1000; ++i) {
        cloud.positions.push_back({static_cast<float>(i), 0.0f, 0.0f});
        cloud.importance.push_back(i < 100 ? 1.0f : 0.0f);
    }
    const auto salient = [](const PointCloud& c) { return std::count(c.importance.begin(), c.importance.end(), 1.0f); };
    const PointCloud sharp = mixtureResampled(cloud, 200, {0.8, 8.0}, Random(1));
    ASSERT_EQ(sharp.size(), 200u);
    EXPECT_GT(salient(sharp), 90);
    EXPECT_LT(salient(sharp), 101);
    const PointCloud even = mixtureResampled(cloud, 200, {0.0, 8.0}, Random(1));
    EXPECT_NEAR(static_cast<double>(salient(even)), 20.0, 12.0);
    EXPECT_EQ(mixtureResampled(cloud, 200, {0.8, 8.0}, Random(1)).positions, sharp.positions);
    EXPECT_EQ(mixtureResampled(cloud, 5000, {}, Random(1)).positions, cloud.positions);
    // No point twice.
    for (size_t i = 1; i < sharp.size(); ++i) EXPECT_LT(sharp.positions[i - 1].x, sharp.positions[i].x);
}

}  // namespace
}  // namespace img2cadseq::nn
