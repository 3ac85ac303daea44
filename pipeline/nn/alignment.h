#pragma once
// Clouds and construction sequences in one space (the paper's cross-modal alignment): z_P of a cloud's triplanes, z_S
// of its code tree, unit vectors whose product says how well the two go together.

#include <filesystem>
#include <map>
#include <string>

#include <torch/torch.h>

#include "nn/denoiser.h"

namespace img2cadseq::nn {

struct AlignmentOptions {
    int64_t width = 96, heads = 4, encoderLayers = 2, layers = 4, latent = 96;

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing.
    static AlignmentOptions fromMetadata(const std::map<std::string, std::string>& words);
};

class AlignmentImpl : public torch::nn::Module {
public:
    explicit AlignmentImpl(const AlignmentOptions& options);

    /// Of planes [B, 3, channels, side, side] and histograms [B, 3, bins] as nn::cloudInput gives them: [B, latent].
    torch::Tensor ofClouds(const torch::Tensor& planes, const torch::Tensor& histograms);
    /// Of code trees, slot by slot; what a slot says depends on those before it alone: [N, latent].
    torch::Tensor ofSequences(const TreeLatents& latents);
    /// What products of the two are multiplied by.
    torch::Tensor sharpness() const { return logSharpness_.clamp(0.0, 4.6).exp(); }
    const AlignmentOptions& options() const { return options_; }

private:
    AlignmentOptions options_;
    ConditionEncoder encoder_;
    torch::Tensor slots_, structures_, logSharpness_;
    torch::nn::Linear blockIn_{nullptr}, patchIn_{nullptr}, curveIn_{nullptr};
    torch::nn::ModuleList layers_;
    Norm cloudNorm_, sequenceNorm_;
    torch::nn::Sequential cloudOut_{nullptr}, sequenceOut_{nullptr};
};
TORCH_MODULE(Alignment);

/// The alignment of a file, for use. Throws Error (Io, BadWeights).
Alignment loadAlignment(const std::filesystem::path& weights);

}  // namespace img2cadseq::nn
