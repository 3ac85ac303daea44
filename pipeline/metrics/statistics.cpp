#include "metrics/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"

namespace img2cadseq::metrics {
namespace {

double evaluate(Statistic statistic, const std::vector<double>& values) {
    return statistic == Statistic::Mean ? mean(values) : median(values);
}

/// Percentile interval of `measure(indices)` over resampled indices of [0, count).
template <class Measure>
Interval percentile(size_t count, const Measure& measure, Random random, const Bootstrap& how) {
    std::vector<size_t> indices(count);
    std::iota(indices.begin(), indices.end(), size_t{0});
    Interval result;
    result.estimate = result.low = result.high = measure(indices);
    if (count == 0 || how.resamples == 0) return result;
    std::vector<double> drawn;
    drawn.reserve(how.resamples);
    for (size_t r = 0; r < how.resamples; ++r) {
        for (size_t& index : indices) index = static_cast<size_t>(random.integer(0, static_cast<int>(count) - 1));
        drawn.push_back(measure(indices));
    }
    const double tail = 0.5 * (1.0 - how.level);
    result.low = quantile(drawn, tail);
    result.high = quantile(drawn, 1.0 - tail);
    return result;
}

std::vector<double> pick(const std::vector<double>& values, const std::vector<size_t>& indices) {
    std::vector<double> result;
    result.reserve(indices.size());
    for (const size_t index : indices) result.push_back(values[index]);
    return result;
}

}  // namespace

double mean(const std::vector<double>& values) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::ptrdiff_t>(place);
    std::nth_element(values.begin(), values.begin() + below, values.end());
    const double low = values[static_cast<size_t>(below)];
    const double fraction = place - static_cast<double>(below);
    if (fraction == 0.0) return low;
    return low + fraction * (*std::min_element(values.begin() + below + 1, values.end()) - low);
}

Interval bootstrap(const std::vector<double>& values, Statistic statistic, Random random, Bootstrap how) {
    const auto measure = [&](const std::vector<size_t>& indices) { return evaluate(statistic, pick(values, indices)); };
    return percentile(values.size(), measure, random, how);
}

Interval pairedBootstrap(const std::vector<double>& a, const std::vector<double>& b, Statistic statistic, Random random,
                         Bootstrap how) {
    if (a.size() != b.size()) throw Error(ErrorCode::Internal, "paired values differ in number");
    const auto measure = [&](const std::vector<size_t>& indices) {
        return evaluate(statistic, pick(a, indices)) - evaluate(statistic, pick(b, indices));
    };
    return percentile(a.size(), measure, random, how);
}

double invalidRatio(size_t passed, size_t all) {
    return all > 0 ? 1.0 - static_cast<double>(passed) / static_cast<double>(all) : 0.0;
}

}  // namespace img2cadseq::metrics
