// Graphs and their edges against plain loops.

#include "nn/point_graph.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace img2cadseq::nn {
namespace {

std::vector<int64_t> row(const torch::Tensor& graph, int64_t b, int64_t i) {
    const torch::Tensor one = graph[b][i].contiguous();
    return {one.data_ptr<int64_t>(), one.data_ptr<int64_t>() + one.numel()};
}

std::vector<int64_t> sorted(std::vector<int64_t> values) {
    std::sort(values.begin(), values.end());
    return values;
}

TEST(PointGraph, NearestPointsAreTheNearestOthersInOrder) {
    torch::manual_seed(1);
    const torch::Tensor x = torch::rand({2, 40, 3});
    const torch::Tensor found = nearestPoints(x, 5);
    for (int64_t b = 0; b < 2; ++b)
        for (int64_t i = 0; i < 40; ++i) {
            const torch::Tensor order = (x[b] - x[b][i]).norm(2, -1).argsort();
            std::vector<int64_t> expected;
            for (int64_t k = 1; k < 6; ++k) expected.push_back(order[k].item<int64_t>());
            EXPECT_EQ(row(found, b, i), expected);
        }
}

TEST(PointGraph, PointsThatCoincideAreNoNeighboursOfThemselves) {
    const torch::Tensor found = nearestPoints(torch::zeros({1, 9, 3}), 4);
    for (int64_t i = 0; i < 9; ++i) {
        std::vector<int64_t> others = sorted(row(found, 0, i));
        EXPECT_EQ(std::count(others.begin(), others.end(), i), 0);
        EXPECT_EQ(std::unique(others.begin(), others.end()), others.end());
    }
}

TEST(PointGraph, NearestFeaturesAreChosenAmongTheCandidates) {
    torch::manual_seed(2);
    const torch::Tensor h = torch::rand({2, 50, 7}), candidates = nearestPoints(torch::rand({2, 50, 3}), 12);
    const torch::Tensor chosen = nearestFeatures(h, candidates, 5);
    for (int64_t b = 0; b < 2; ++b)
        for (int64_t i = 0; i < 50; ++i) {
            std::vector<int64_t> given = row(candidates, b, i);
            const auto far = [&](int64_t j) { return (h[b][j] - h[b][i]).square().sum().item<float>(); };
            std::sort(given.begin(), given.end(), [&](int64_t j, int64_t k) { return far(j) < far(k); });
            given.resize(5);
            EXPECT_EQ(sorted(row(chosen, b, i)), sorted(given));
        }
}

TEST(PointGraph, ReachedIsMaximumAndMeanAndSoIsItsGradient) {
    torch::manual_seed(3);
    const torch::Tensor graph = nearestPoints(torch::rand({2, 30, 3}), 6), weight = torch::rand({2, 30, 8});
    torch::Tensor values = torch::rand({2, 30, 4}).requires_grad_(), same = values.detach().clone().requires_grad_();
    const torch::Tensor out = reached(values, graph);
    std::vector<torch::Tensor> clouds;
    for (int64_t b = 0; b < 2; ++b) {
        const torch::Tensor edges = same[b].index_select(0, graph[b].reshape(-1)).view({30, 6, 4});
        clouds.push_back(torch::cat({std::get<0>(edges.max(1)), edges.mean(1)}, -1));
    }
    const torch::Tensor plain = torch::stack(clouds);
    EXPECT_TRUE(torch::allclose(out, plain, 1e-5, 1e-6));
    (out * weight).sum().backward();
    (plain * weight).sum().backward();
    EXPECT_TRUE(torch::allclose(values.grad(), same.grad(), 1e-5, 1e-6));
}

TEST(PointGraph, LocalShapeLeadsBackToThePlane) {
    torch::manual_seed(4);
    torch::Tensor points = torch::rand({1, 400, 3}) - 0.5;
    points.select(2, 2).mul_(1e-3);
    points[0][7][2] = 0.05;  // above the others
    const LocalShape shape = localShape(points, nearestPoints(points, 32));
    ASSERT_EQ(shape.vectors.sizes(), (std::vector<int64_t>{1, 400, LocalShape::kVectors, 3}));
    for (int64_t size = 0; size < LocalShape::kSizes; ++size) {
        const torch::Tensor ways = shape.vectors[0][7].slice(0, 3 * size, 3 * size + 3);
        EXPECT_NEAR(ways[0][2].item<float>(), -0.05f, 2e-3f);           // along the least axis down to the plane
        EXPECT_LT(ways[0].slice(0, 0, 2).norm().item<float>(), 5e-3f);  // and nowhere else
        const torch::Tensor numbers = shape.numbers[0][7];
        EXPECT_LT(numbers[5 * size].item<float>(), 0.03f);     // flat
        EXPECT_GT(numbers[5 * size + 1].item<float>(), 0.2f);  // but no line
    }
}

TEST(PointGraph, LocalShapeTurnsWithTheCloud) {
    torch::manual_seed(5);
    const torch::Tensor points = torch::rand({1, 60, 3}), around = nearestPoints(points, 16);
    const torch::Tensor turn = torch::tensor({{0.0f, -1.0f, 0.0f}, {1.0f, 0.0f, 0.0f}, {0.0f, 0.0f, 1.0f}});
    const LocalShape plain = localShape(points, around), turned = localShape(points.matmul(turn), around);
    EXPECT_TRUE(torch::allclose(plain.vectors.matmul(turn), turned.vectors, 1e-3, 1e-5));
    EXPECT_TRUE(torch::allclose(plain.numbers, turned.numbers, 1e-3, 1e-5));
}

}  // namespace
}  // namespace img2cadseq::nn
