#pragma once
// How much a candidate's solid overlaps with the part in a picture, as a network guesses it from both seen side by
// side: what is predicted of the picture, and the candidate drawn by its own camera.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/critic_input.h"

namespace img2cadseq::nn {

struct CriticOptions {
    int64_t width = 32;  ///< channels at a half of the coarse maps' side; twice and three times as many farther down

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing.
    static CriticOptions fromMetadata(const std::map<std::string, std::string>& words);
};

/// Candidates with their pictures, one for one, as tensors.
struct CriticBatch {
    torch::Tensor maps;     ///< [N, kCriticChannels, kCriticSide, kCriticSide]
    torch::Tensor numbers;  ///< [N, kCriticNumbers]
};

/// Planes of maps: both coarse ones, both fine ones as 2 x 2 pixels a cell, and differences.
inline constexpr int64_t kCriticChannels =
    CriticPicture::kCoarse + CriticCandidate::kCoarse + 4 * (CriticPicture::kFine + CriticCandidate::kFine) + 5;

/// The candidates of one picture; `mirrored`: left and right, in picture and candidate alike, exchanged.
CriticBatch criticBatch(const CriticPicture& picture, const std::vector<const CriticCandidate*>& candidates,
                        bool mirrored = false);

class CriticImpl : public torch::nn::Module {
public:
    explicit CriticImpl(const CriticOptions& options);
    /// Logits of the overlap, [N].
    torch::Tensor forward(const CriticBatch& batch);
    const CriticOptions& options() const { return options_; }

private:
    CriticOptions options_;
    torch::nn::ModuleList convolutions_, norms_;
    torch::nn::Sequential numbersIn_{nullptr}, out_{nullptr};
};
TORCH_MODULE(Critic);

/// The critic of a file, for use. Throws Error (Io, BadWeights).
Critic loadCritic(const std::filesystem::path& weights);

}  // namespace img2cadseq::nn
