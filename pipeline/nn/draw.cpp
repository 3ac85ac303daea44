#include "nn/draw.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace img2cadseq::nn {
namespace {

std::vector<double> probabilities(const float* logits, int count, const std::vector<bool>& allowed,
                                  double temperature) {
    double peak = -1e300;
    for (int i = 0; i < count; ++i)
        if (allowed.empty() || allowed[static_cast<size_t>(i)]) peak = std::max(peak, static_cast<double>(logits[i]));
    std::vector<double> p(static_cast<size_t>(count), 0.0);
    for (int i = 0; i < count; ++i)
        if (allowed.empty() || allowed[static_cast<size_t>(i)])
            p[static_cast<size_t>(i)] = std::exp((logits[i] - peak) / temperature);
    const double sum = std::accumulate(p.begin(), p.end(), 0.0);
    for (double& x : p) x /= sum;
    return p;
}

}  // namespace

Draw drawFrom(const float* logits, int count, const std::vector<bool>& allowed, double temperature, double truncation,
              Random& random) {
    const std::vector<double> plain = probabilities(logits, count, allowed, 1.0);
    const std::vector<double> p = probabilities(logits, count, allowed, std::max(temperature, 1e-3));
    std::vector<int> order(static_cast<size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return p[static_cast<size_t>(a)] > p[static_cast<size_t>(b)]; });
    double held = 0.0;
    size_t kept = 0;
    while (kept < order.size() && (kept == 0 || held < truncation) && p[static_cast<size_t>(order[kept])] > 0.0)
        held += p[static_cast<size_t>(order[kept++])];
    double at = random.uniform() * held;
    size_t chosen = 0;
    while (chosen + 1 < kept && at >= p[static_cast<size_t>(order[chosen])])
        at -= p[static_cast<size_t>(order[chosen++])];
    return {order[chosen], plain[static_cast<size_t>(order[chosen])]};
}

double sureness(const float* logits, int count, const std::vector<bool>& allowed) {
    const std::vector<double> p = probabilities(logits, count, allowed, 1.0);
    return *std::max_element(p.begin(), p.end());
}

}  // namespace img2cadseq::nn
