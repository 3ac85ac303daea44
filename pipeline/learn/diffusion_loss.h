#pragma once
// What the denoiser is trained on: cross-entropy of everything masked, and its corrections of decoded numbers.

#include "learn/trainer.h"
#include "nn/denoiser.h"

namespace img2cadseq::learn {

/// Numbers the corrections aim at, by slot: what the codes miss. [N, kBlocks, 2] and [N, kLoops, PatchFeature::kSize].
struct CodingErrors {
    torch::Tensor block, patch;

    CodingErrors to(torch::Device device) const { return {block.to(device), patch.to(device)}; }
};

/// `memory` [B, M, width], trees [N, ...] with N = B * n.
StepLoss diffusionLoss(nn::Denoiser& denoiser, const nn::TreeLatents& latents, const torch::Tensor& known,
                       const torch::Tensor& memory, const CodingErrors& errors);

}  // namespace img2cadseq::learn
