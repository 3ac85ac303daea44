#include "fit/cma.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Cma, FindsTheBottomOfABentValley) {
    const auto rosenbrock = [](const std::vector<double>& x) {
        double sum = 0.0;
        for (size_t i = 0; i + 1 < x.size(); ++i)
            sum += 100.0 * std::pow(x[i + 1] - x[i] * x[i], 2.0) + std::pow(1.0 - x[i], 2.0);
        return sum;
    };
    const CmaResult found = minimisedByCma(rosenbrock, {-1.0, 1.0, 0.5, 0.0}, {0.5, 0.5, 0.5, 0.5}, Random(1),
                                           {.population = 16, .evaluations = 8000, .smallest = 1e-9});
    for (const double x : found.best) EXPECT_NEAR(x, 1.0, 1e-3);
    EXPECT_EQ(found.value, rosenbrock(found.best));
    EXPECT_LE(found.evaluations, 8000);
}

TEST(Cma, CrossesSmallHillsAndIsRepeatable) {
    const auto hilly = [](const std::vector<double>& x) {
        double sum = 0.0;
        for (const double v : x) sum += v * v + 0.3 * (1.0 - std::cos(6.0 * std::numbers::pi * v));
        return sum;
    };
    const CmaOptions options{.population = 30, .evaluations = 6000};
    const CmaResult a = minimisedByCma(hilly, {2.1, -1.7, 1.4}, {1.0, 1.0, 1.0}, Random(3), options);
    const CmaResult b = minimisedByCma(hilly, {2.1, -1.7, 1.4}, {1.0, 1.0, 1.0}, Random(3), options);
    EXPECT_LT(a.value, 0.02);
    EXPECT_EQ(a.best, b.best);
}

TEST(Cma, KeepsTheStartWhereNothingIsBetterOrNothingMayBeAsked) {
    const auto cost = [](const std::vector<double>& x) { return x[0] == 0.25 ? 0.0 : 1.0; };
    EXPECT_EQ(minimisedByCma(cost, {0.25}, {1.0}, Random(1), {.population = 8, .evaluations = 200}).best[0], 0.25);
    EXPECT_EQ(minimisedByCma(cost, {0.25}, {1.0}, Random(1), {.population = 8, .evaluations = 0}).evaluations, 1);
}

}  // namespace
}  // namespace img2cadseq
