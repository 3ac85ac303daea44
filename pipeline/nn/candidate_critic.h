#pragma once
// The critic of nn/critic.h for those who have no torch.

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "nn/critic_input.h"

namespace img2cadseq::nn {

/// Thread-safe.
class CandidateCritic {
public:
    /// Throws Error (Io, BadWeights).
    explicit CandidateCritic(const std::filesystem::path& weights);
    ~CandidateCritic();

    /// How much each is thought to overlap with the part in the picture, 0 ... 1.
    std::vector<double> overlaps(const CriticPicture& picture, std::span<const CriticCandidate> candidates) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::nn
