#pragma once
// Means, medians and how sure we are of them.

#include <cstddef>
#include <vector>

#include "core/random.h"

namespace img2cadseq::metrics {

enum class Statistic { Mean, Median };

/// NaN of an empty list. The median of an even count is the mean of the middle two.
double mean(const std::vector<double>& values);
double median(std::vector<double> values);
/// Linear between order statistics, share in [0, 1].
double quantile(std::vector<double> values, double share);

struct Interval {
    double estimate = 0.0, low = 0.0, high = 0.0;
};

struct Bootstrap {
    size_t resamples = 2000;
    double level = 0.95;
};

/// Percentile bootstrap interval of a statistic of `values`.
Interval bootstrap(const std::vector<double>& values, Statistic statistic, Random random, Bootstrap how = {});
/// Of statistic(a) - statistic(b), where a[i] and b[i] are of the same model and are drawn together. Throws
/// Error(Internal) where the lengths differ.
Interval pairedBootstrap(const std::vector<double>& a, const std::vector<double>& b, Statistic statistic, Random random,
                         Bootstrap how = {});

/// IR: share of samples that do not pass the gate; 0 of none.
double invalidRatio(size_t passed, size_t all);

}  // namespace img2cadseq::metrics
