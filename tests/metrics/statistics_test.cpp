#include "metrics/statistics.h"

#include <cmath>

#include <gtest/gtest.h>

#include "core/error.h"

namespace img2cadseq::metrics {
namespace {

TEST(Statistics, MedianAndQuantiles) {
    EXPECT_DOUBLE_EQ(median({3, 1, 2}), 2.0);
    EXPECT_DOUBLE_EQ(median({4, 1, 3, 2}), 2.5);
    EXPECT_DOUBLE_EQ(quantile({0, 10, 20, 30, 40}, 0.1), 4.0);
    EXPECT_DOUBLE_EQ(quantile({5}, 0.9), 5.0);
    EXPECT_DOUBLE_EQ(mean({1, 2, 6}), 3.0);
    EXPECT_TRUE(std::isnan(median({})));
    EXPECT_TRUE(std::isnan(mean({})));
    EXPECT_DOUBLE_EQ(invalidRatio(3, 4), 0.25);
    EXPECT_DOUBLE_EQ(invalidRatio(0, 0), 0.0);
}

TEST(Statistics, IntervalOfAMeanIsTheNormalOne) {
    Random random(1);
    std::vector<double> values;
    for (int i = 0; i < 400; ++i) values.push_back(random.normal(10.0, 2.0));
    double variance = 0.0;
    for (const double v : values) variance += (v - mean(values)) * (v - mean(values)) / 400.0;
    const double half = 1.96 * std::sqrt(variance / 400.0);
    const Interval found = bootstrap(values, Statistic::Mean, Random(2), {4000, 0.95});
    EXPECT_DOUBLE_EQ(found.estimate, mean(values));
    EXPECT_NEAR(found.low, found.estimate - half, 0.1 * half);
    EXPECT_NEAR(found.high, found.estimate + half, 0.1 * half);
}

TEST(Statistics, PairingTakesTheCommonSpreadAway) {
    Random random(1);
    std::vector<double> a, b;
    for (int i = 0; i < 200; ++i) {
        const double common = random.normal(0.0, 10.0);
        b.push_back(common);
        a.push_back(common + random.normal(0.5, 0.1));
    }
    const Interval found = pairedBootstrap(a, b, Statistic::Mean, Random(2));
    EXPECT_NEAR(found.estimate, 0.5, 0.03);
    EXPECT_LT(found.high - found.low, 0.06);
    EXPECT_GT(found.low, 0.4);
    b.pop_back();
    EXPECT_THROW(pairedBootstrap(a, b, Statistic::Mean, Random(2)), Error);
}

TEST(Statistics, MedianIntervalHoldsTheTruth) {
    std::vector<double> values;
    for (int i = 1; i <= 101; ++i) values.push_back(i);
    const Interval found = bootstrap(values, Statistic::Median, Random(2));
    EXPECT_DOUBLE_EQ(found.estimate, 51.0);
    // Order statistics of a binomial(101, 1/2): 51 -+ 1.96 * sqrt(101) / 2 = 41 ... 61.
    EXPECT_NEAR(found.low, 41.0, 2.5);
    EXPECT_NEAR(found.high, 61.0, 2.5);
}

}  // namespace
}  // namespace img2cadseq::metrics
