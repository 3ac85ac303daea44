#pragma once
// Training of the critic on cases: pictures with candidates whose overlap with the truth is known. It learns the
// overlaps, and within a picture which candidate is better (ListNet, Cao et al. 2007). No torch in this header.

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "learn/train_options.h"

namespace img2cadseq::learn {

struct CriticStageOptions {
    TrainOptions train;           ///< its batch: pictures a step
    std::filesystem::path cases;  ///< a folder of files of cases
    std::filesystem::path held;   ///< the same, kept out of training; none: no figures
    int candidates = 12;          ///< of each picture, a step
    int64_t width = 32;
    double ranking = 0.5;  ///< weight of the order within a picture
};

void trainCritic(const CriticStageOptions& options, std::stop_token stop);

/// Mean overlaps over the pictures of a folder, the true parts themselves left out: of the candidate that the critic
/// prefers ("critic"), of the one with the best evidence ("evidence"), by both together at the best of some weights
/// ("both", "both.weight"), of the best by the truth ("oracle"), of all ("mean"); and the mean correlation within a
/// picture ("critic.within", "evidence.within").
std::map<std::string, double> reportCritic(const std::filesystem::path& cases, const std::filesystem::path& weights);

}  // namespace img2cadseq::learn
