#include "fit/level_clusters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace img2cadseq {
namespace {

constexpr size_t kCells = 64;

/// Sums over the cells before each place.
struct Sums {
    std::array<double, kCells + 1> count{}, first{}, second{};

    explicit Sums(const std::vector<float>& values) {
        std::array<double, kCells> n{}, x{}, xx{};
        for (const float value : values) {
            const double v = std::clamp(static_cast<double>(value), 0.0, 1.0);
            const size_t cell = std::min(kCells - 1, static_cast<size_t>(v * kCells));
            n[cell] += 1.0, x[cell] += v, xx[cell] += v * v;
        }
        for (size_t i = 0; i < kCells; ++i) {
            count[i + 1] = count[i] + n[i];
            first[i + 1] = first[i] + x[i];
            second[i + 1] = second[i] + xx[i];
        }
    }
    double countOf(size_t from, size_t to) const { return count[to] - count[from]; }
    double mean(size_t from, size_t to) const { return (first[to] - first[from]) / countOf(from, to); }
    double deviation(size_t from, size_t to) const {
        const double n = countOf(from, to), sum = first[to] - first[from];
        return n > 0.0 ? std::max(0.0, second[to] - second[from] - sum * sum / n) : 0.0;
    }
};

}  // namespace

std::vector<double> levelsOf(const std::vector<float>& values, const LevelOptions& options) {
    if (values.empty() || options.most < 1) return {};
    const Sums sums(values);
    const double price = options.price * static_cast<double>(values.size());
    const auto most = static_cast<size_t>(options.most);
    // cost[k][to]: of the cells before `to` in k + 1 clusters; start[k][to]: where the last of them begins.
    std::vector<std::array<double, kCells + 1>> cost(most);
    std::vector<std::array<size_t, kCells + 1>> start(most);
    for (size_t to = 0; to <= kCells; ++to) cost[0][to] = sums.deviation(0, to), start[0][to] = 0;
    for (size_t k = 1; k < most; ++k)
        for (size_t to = 0; to <= kCells; ++to) {
            cost[k][to] = std::numeric_limits<double>::max();
            for (size_t from = 0; from <= to; ++from) {
                const double all = cost[k - 1][from] + sums.deviation(from, to);
                if (all < cost[k][to]) cost[k][to] = all, start[k][to] = from;
            }
        }
    size_t chosen = 0;
    for (size_t k = 1; k < most; ++k)
        if (cost[k][kCells] + price * static_cast<double>(k) <
            cost[chosen][kCells] + price * static_cast<double>(chosen))
            chosen = k;
    std::vector<double> levels;
    size_t to = kCells;
    for (size_t k = chosen + 1; k-- > 0; to = start[k][to])
        if (sums.countOf(start[k][to], to) > 0.0) levels.push_back(sums.mean(start[k][to], to));
    std::reverse(levels.begin(), levels.end());
    return levels;
}

}  // namespace img2cadseq
