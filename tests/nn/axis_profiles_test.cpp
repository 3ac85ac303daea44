// Profiles against plain sums over all points.

#include "nn/axis_profiles.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq::nn {
namespace {

constexpr double kProfileWidths[] = {0.12, 0.25, 0.5, 1.0, 2.0}, kProfileReaches[] = {1.5, 4.0, 1e9};

TEST(AxisProfiles, AreWeighedMiddlesAndSumsOfThePointsBeside) {
    torch::manual_seed(4);
    const double spacing = 0.05;
    const torch::Tensor points = torch::rand({2, 200, 3}) - 0.5;
    const AxisProfiles found = axisProfiles(points, torch::full({2}, spacing));
    ASSERT_EQ(found.ways.size(2), AxisProfiles::kWays);
    ASSERT_EQ(found.numbers.size(2), AxisProfiles::kNumbers);
    const auto p = points.accessor<float, 3>();
    const auto ways = found.ways.accessor<float, 3>(), numbers = found.numbers.accessor<float, 3>();
    for (int64_t b = 0; b < 2; ++b)
        for (int64_t i = 0; i < 200; i += 17) {
            int64_t k = 0;
            for (int axis = 0; axis < 3; ++axis)
                for (const double reach : kProfileReaches)
                    for (const double width : kProfileWidths) {
                        double sum = 0.0, way = 0.0;
                        for (int64_t j = 0; j < 200; ++j) {
                            const auto off = [&](int a) { return (p[b][j][a] - p[b][i][a]) / spacing; };
                            const double u = off(axis) / width;
                            const double across =
                                std::max(std::abs(off((axis + 1) % 3)), std::abs(off((axis + 2) % 3)));
                            if (std::abs(u) >= 1.0 || across >= reach) continue;
                            const double weight = (1.0 - u * u) * (1.0 - u * u);
                            sum += weight, way += weight * off(axis);
                        }
                        // All points of the last reach come in bins of 0.03 spacings.
                        const double slack = reach > 10.0 ? 0.02 : 1e-4;
                        EXPECT_NEAR(ways[b][i][k] / spacing, way / sum, slack) << axis << ' ' << reach << ' ' << width;
                        EXPECT_NEAR(numbers[b][i][2 * k], way / sum / width, slack / width);
                        EXPECT_NEAR(numbers[b][i][2 * k + 1], 0.25 * std::log1p(sum), 0.25 * slack);
                        ++k;
                    }
        }
}

TEST(AxisProfiles, SayWhereAFlatFaceIs) {
    torch::manual_seed(5);
    torch::Tensor points = torch::rand({1, 4000, 3}) - 0.5;
    points.select(2, 2) = 0.01 * torch::randn({1, 4000});
    const AxisProfiles found = axisProfiles(points, torch::full({1}, 0.02));
    // Of the third axis, all points, the widest width.
    const torch::Tensor there = points.select(2, 2) + found.ways.select(2, AxisProfiles::kWays - 1);
    EXPECT_LT(there.abs().mean().item<double>(), 0.5 * points.select(2, 2).abs().mean().item<double>());
}

TEST(AxisProfiles, APointAloneIsWhereItIs) {
    const AxisProfiles found =
        axisProfiles(torch::tensor({{{0.0f, 0.0f, 0.0f}, {9.0f, 9.0f, 9.0f}}}), torch::ones({1}));
    EXPECT_TRUE(torch::equal(found.ways, torch::zeros_like(found.ways)));
}

}  // namespace
}  // namespace img2cadseq::nn
