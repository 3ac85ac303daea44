#pragma once
// Training of UA-DGCNN, and how its clouds compare with the clouds it was given. No torch in this header.

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

#include "learn/refine_sample.h"
#include "learn/train_options.h"

namespace img2cadseq::learn {

struct RefineOptions {
    TrainOptions train;  ///< `batch` counts clouds
    RefineData data;
    unsigned workers = 1;
    int64_t width = 48, neighbours = 20, layers = 3;
};

void trainRefine(const RefineOptions& options, std::stop_token stop);

struct RefineReportOptions {
    std::filesystem::path weights;
    RefineData data{.seed = 3'000'000, .points = 2048, .clean = 0.0};
    int count = 50;
    int neighbours = 8;  ///< of the smoothing it is compared with
    double lambda = 0.5, beta = 4.0;
};

/// Means over held-out clouds for "given", "smoothed" (each point moved to the middle of its nearest neighbours) and
/// "refined": "cd.*", 1000 x L1 distance to the true surface both ways; "edges.*", share of half the points within 0.01
/// of a sharp edge: drawn evenly, evenly, and by importance.
std::map<std::string, double> reportRefine(const RefineReportOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
