#include "nn/candidate_critic.h"

#include "nn/critic.h"

namespace img2cadseq::nn {

struct CandidateCritic::Data {
    Critic critic{nullptr};
};

CandidateCritic::CandidateCritic(const std::filesystem::path& weights) : data_(std::make_unique<Data>()) {
    const torch::InferenceMode noGradients;
    data_->critic = loadCritic(weights);
}
CandidateCritic::~CandidateCritic() = default;

std::vector<double> CandidateCritic::overlaps(const CriticPicture& picture,
                                              std::span<const CriticCandidate> candidates) const {
    const torch::InferenceMode noGradients;
    std::vector<double> out;
    // One by one: what a candidate gets must not depend on which others are asked about beside it.
    for (const CriticCandidate& one : candidates)
        out.push_back(torch::sigmoid(data_->critic->forward(criticBatch(picture, {&one}))).item<double>());
    return out;
}

}  // namespace img2cadseq::nn
