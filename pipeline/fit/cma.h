#pragma once
// Covariance matrix adaptation evolution strategy: minimises what has no derivatives and many small hills.
// N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772 (algorithm of section B.1, default parameters).

#include <functional>
#include <vector>

#include "core/random.h"

namespace img2cadseq {

struct CmaOptions {
    int population = 20;
    int evaluations = 1000;
    double smallest = 5e-3;  ///< stops when the largest standard deviation has shrunk to this share of the first
};

struct CmaResult {
    std::vector<double> best;
    double value = 0.0;
    int evaluations = 0;
};

/// `deviations`: standard deviations to start with, one a coordinate. Deterministic.
CmaResult minimisedByCma(const std::function<double(const std::vector<double>&)>& f, const std::vector<double>& start,
                         const std::vector<double>& deviations, Random random, const CmaOptions& options = {});

}  // namespace img2cadseq
