#pragma once
// The three VQ-VAEs of the paper: Extrude-Blocks, Sketch-Patches and Curve-Clusters <-> codes.

#include <filesystem>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "codes/features.h"
#include "codes/layout.h"
#include "nn/part_arrays.h"
#include "nn/quantiser.h"

namespace img2cadseq::nn {

/// One level: numbers -> latent -> residual codes -> latent -> numbers (before they are made proper, see the decoders
/// below).
class LevelImpl : public torch::nn::Module {
public:
    LevelImpl(int64_t inputs, int64_t outputs, int64_t depths, int64_t latent, int64_t hidden);
    torch::Tensor latent(const torch::Tensor& numbers) { return encoder_->forward(numbers); }
    torch::Tensor numbers(const torch::Tensor& latent) { return decoder_->forward(latent); }
    torch::Tensor encode(const torch::Tensor& numbers) { return quantiser->encode(latent(numbers)); }

    Quantiser quantiser{nullptr};

private:
    torch::nn::Sequential encoder_{nullptr}, decoder_{nullptr};
};
TORCH_MODULE(Level);

/// Corrections to decoded numbers, from the denoiser's continuous head. Rows in the order of PartCodes.
struct Corrections {
    std::vector<std::array<float, 2>> blocks;                            ///< low, high
    std::vector<std::array<float, codes::PatchFeature::kSize>> patches;  ///< in PatchFeature::numbers()
};

class CodecImpl : public torch::nn::Module {
public:
    static constexpr int64_t kBlockLatent = 16, kPatchLatent = 16, kCurveLatent = 32;
    /// Outputs of the curve level: numbers of every curve (five plain, three logits of its type, its corner), then
    /// kCurves logits of the count.
    static constexpr int64_t kCurveOutputs = codes::kCurves * (kCurveStride + 1);

    CodecImpl();

    codes::PartCodes encode(const codes::PartFeatures& features);
    codes::PartFeatures decode(const codes::PartCodes& codes, const Corrections* corrections = nullptr);

    /// Many parts at once: [B, kSlots, kAttributes] of int64, kNone where a slot has no such attribute.
    torch::Tensor encodeTrees(const std::vector<const PartArrays*>& parts);

    Level block{nullptr}, patch{nullptr}, curve{nullptr};
};
TORCH_MODULE(Codec);

/// The codebooks of a file, for use. Throws Error (Io, BadWeights).
Codec loadCodec(const std::filesystem::path& weights);

/// Rows of std::array<float, N> as one tensor [rows, N], copied.
template <class Row>
torch::Tensor rowsToTensor(const std::vector<Row>& rows) {
    const auto width = static_cast<int64_t>(std::tuple_size<Row>::value);
    torch::Tensor out = torch::empty({static_cast<int64_t>(rows.size()), width});
    if (!rows.empty()) std::memcpy(out.data_ptr<float>(), rows.data(), rows.size() * sizeof(Row));
    return out;
}

}  // namespace img2cadseq::nn
