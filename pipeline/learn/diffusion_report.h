#pragma once
// Measures sampled sequences on held-out parts: overlap of one sample and of the best of several by distance to the
// input cloud, or by overlap with the others (never with the truth). No torch in this header.

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace img2cadseq::learn {

struct ReportOptions {
    std::filesystem::path codes, weights;
    std::filesystem::path models;  ///< Fusion 360 lines to take parts from; empty: synthetic parts of `seed`
    std::filesystem::path lifter;  ///< where given: clouds are what it takes from pictures of the synthetic parts
    uint64_t seed = 3'000'000;
    int count = 150;
    int samples = 8;
    int points = 4096;
    double clean = 1.0;  ///< share of clouds without damage
    double normals = 0.0;
    int steps = 25;
    double temperature = 0.6, guidance = 1.5;
    bool settle = true;
    bool withoutCloud = false, withoutPicture = false;  ///< what the network is not shown of the evidence
    std::filesystem::path list;                         ///< one line a part, where given
};

/// Medians and means by name: "one.median", "best.mean", "gain.best.median" ..., "empty", "seconds" a part.
std::map<std::string, double> reportDiffusion(const ReportOptions& options, std::stop_token stop);

}  // namespace img2cadseq::learn
