#pragma once
// Absorbing-state diffusion over the slots of the code tree (paper, VQ-Diffusion): one position a slot, a slot's
// attributes known up to some prefix, the rest masked; the network predicts what is masked (x0), given what is known
// and the cloud. Within a slot the codes are predicted one after the other, each given the ones before, so that a slot
// is drawn as a whole.

#include <filesystem>
#include <map>
#include <string>

#include <torch/torch.h>

#include "codes/layout.h"
#include "nn/blocks.h"
#include "nn/cloud_input.h"
#include "nn/codec.h"
#include "nn/picture_condition.h"

namespace img2cadseq::nn {

struct DenoiserOptions {
    int64_t width = 256, heads = 4, encoderLayers = 3, layers = 5;
    int64_t pictureWidth = 0;  ///< numbers of a picture token; 0: pictures are not looked at

    std::map<std::string, std::string> metadata() const;
    /// Throws Error(BadWeights) where a word is missing; networks without the last were made before there were any.
    static DenoiserOptions fromMetadata(const std::map<std::string, std::string>& words);
};

/// The triplane condition as tokens: 16 patches of each picture, each as a whole and as convolutions see its details,
/// and one token a histogram.
class ConditionEncoderImpl : public torch::nn::Module {
public:
    static constexpr int64_t kPatch = 16, kTokens = 3 * 16 + 3;
    explicit ConditionEncoderImpl(const DenoiserOptions& options);
    /// planes [B, 3, channels, side, side], histograms [B, 3, bins] -> [B, kTokens, width]
    torch::Tensor forward(const torch::Tensor& planes, const torch::Tensor& histograms);

private:
    torch::nn::Sequential patches_{nullptr}, details_{nullptr}, bins_{nullptr};
    torch::nn::Linear detailsOut_{nullptr};
    torch::Tensor places_;
    torch::nn::ModuleList layers_;
};
TORCH_MODULE(ConditionEncoder);

/// A picture's tokens and lines of sight (PictureCondition) as tokens of the denoiser's width.
class PictureEncoderImpl : public torch::nn::Module {
public:
    explicit PictureEncoderImpl(const DenoiserOptions& options);
    /// tokens [B, kTokens, pictureWidth], rays [B, kTokens, kRay] -> [B, kTokens, width]
    torch::Tensor forward(const torch::Tensor& tokens, const torch::Tensor& rays);

private:
    Project tokens_;
    torch::nn::Sequential rays_{nullptr};
    Norm norm_;
};
TORCH_MODULE(PictureEncoder);

/// What a batch's conditions are made of.
struct ConditionTensors {
    torch::Tensor planes;      ///< [B, 3, CloudInput::kChannels, side, side]
    torch::Tensor histograms;  ///< [B, 3, bins]
    torch::Tensor tokens;      ///< [B, PictureCondition::kTokens, width]; undefined: no pictures
    torch::Tensor rays;        ///< [B, PictureCondition::kTokens, PictureCondition::kRay]
    torch::Tensor pictured;    ///< [B], bool: which have a picture

    ConditionTensors to(torch::Device device) const;
};

/// One part's evidence as a batch of one; `pose` as networkPose() gave it for the cloud, which there must be.
ConditionTensors conditionTensors(const Evidence& evidence, const Similarity& pose);
/// The cloud's part of it: [1, 3, channels, side, side] and [1, 3, bins].
torch::Tensor planeTensor(const CloudInput& input);
torch::Tensor histogramTensor(const CloudInput& input);

/// Trees with the sums of their codes' entries: what the network reads of the codes.
struct TreeLatents {
    torch::Tensor
        trees;  ///< [N, kSlots, kAttributes], int64; trailing slots may be left out where all of them are padding
    torch::Tensor block;  ///< [N, kBlocks, kBlockCodes + 1, latent]
    torch::Tensor patch;  ///< [N, kLoops, kPatchCodes + 1, latent]
    torch::Tensor curve;  ///< [N, kLoops, kCurveCodes + 1, latent]

    TreeLatents to(torch::Device device) const {
        return {trees.to(device), block.to(device), patch.to(device), curve.to(device)};
    }
};
TreeLatents treeLatents(Codec& codec, const torch::Tensor& trees);

class DenoiserImpl : public torch::nn::Module {
public:
    explicit DenoiserImpl(const DenoiserOptions& options);

    /// Condition tokens [B, M, width]: of clouds (M is ConditionEncoderImpl::kTokens), and of pictures behind them
    /// where there are any and the network looks at them (ConditionEncoderImpl::kTokens + PictureCondition::kTokens;
    /// zeros, which say nothing, where a part has no picture).
    torch::Tensor encode(const ConditionTensors& given);
    /// The condition with the learned one that stands for no cloud where `noCloud` [B] says so, and without pictures
    /// where `noPicture` does.
    torch::Tensor withheld(const torch::Tensor& memory, const torch::Tensor& noCloud, const torch::Tensor& noPicture);
    /// No condition at all: [1, tokens, width].
    torch::Tensor nothing(int64_t tokens = ConditionEncoderImpl::kTokens) const;

    /// `known` [N, kSlots] of int64: how many leading attributes of each slot are known (0: the slot is masked).
    /// `memory` [B, M, width] as encode() gives it, with N = B * n: read by n trees that follow each other. Returns [N,
    /// kSlots, width].
    torch::Tensor hidden(const TreeLatents& latents, const torch::Tensor& known, const torch::Tensor& memory);

    /// [..., width] -> [..., kStructures]
    torch::Tensor structureLogits(const torch::Tensor& hidden) { return structureHead_(hidden); }
    /// Logits of a block's code `depth` given the sum of the entries before it: [R, width], [R, latent] -> [R,
    /// kCodebook].
    torch::Tensor blockLogits(const torch::Tensor& hidden, const torch::Tensor& before, int64_t depth);
    /// Logits of a loop's code `index` (patch codes, then curve codes), given its structure token [R] and the sums
    /// before it.
    torch::Tensor loopLogits(const torch::Tensor& hidden, const torch::Tensor& structure, const torch::Tensor& patch,
                             const torch::Tensor& curve, int64_t index);
    /// Corrections of decoded numbers given all codes: [R, 2] and [R, PatchFeature::kSize].
    torch::Tensor blockCorrections(const torch::Tensor& hidden, const torch::Tensor& latent);
    torch::Tensor patchCorrections(const torch::Tensor& hidden, const torch::Tensor& structure,
                                   const torch::Tensor& latent);

    const DenoiserOptions& options() const { return options_; }

private:
    torch::Tensor embed(const TreeLatents& latents, const torch::Tensor& known);

    DenoiserOptions options_;
    ConditionEncoder encoder_;
    PictureEncoder pictureEncoder_{nullptr};
    torch::Tensor null_, slots_, structures_, knownCounts_;
    torch::nn::Sequential blockIn_{nullptr}, patchIn_{nullptr}, curveIn_{nullptr};
    torch::nn::ModuleList layers_;
    Norm norm_;
    Project structureHead_;
    torch::nn::ModuleList codeHeads_;
    torch::Tensor headStructures_;
    torch::nn::Sequential blockCorrection_{nullptr}, patchCorrection_{nullptr};
};
TORCH_MODULE(Denoiser);

/// The denoiser of a file, for use. Throws Error (Io, BadWeights).
Denoiser loadDenoiser(const std::filesystem::path& weights);

}  // namespace img2cadseq::nn
