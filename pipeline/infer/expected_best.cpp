#include "infer/expected_best.h"

#include <algorithm>

#include "infer/same_part.h"

namespace img2cadseq::infer {

std::vector<size_t> byExpectedBest(const std::vector<std::vector<bool>>& inside) {
    const size_t n = inside.size();
    std::vector<std::vector<double>> overlap(n, std::vector<double>(n, 1.0));
    for (size_t i = 0; i < n; ++i)
        for (size_t k = i + 1; k < n; ++k) overlap[i][k] = overlap[k][i] = overlapOf(inside[i], inside[k]);
    std::vector<double> reached(n, 0.0);
    std::vector<size_t> order;
    std::vector<bool> taken(n, false);
    while (order.size() < n) {
        double most = -1.0;
        size_t next = 0;
        for (size_t c = 0; c < n; ++c) {
            if (taken[c]) continue;
            double sum = 0.0;
            for (size_t i = 0; i < n; ++i) sum += i == c ? reached[i] : std::max(reached[i], overlap[i][c]);
            if (sum > most) most = sum, next = c;
        }
        taken[next] = true;
        order.push_back(next);
        for (size_t i = 0; i < n; ++i) reached[i] = std::max(reached[i], overlap[i][next]);
    }
    return order;
}

}  // namespace img2cadseq::infer
