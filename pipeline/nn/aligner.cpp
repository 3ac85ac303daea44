#include "nn/aligner.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "cad/transform.h"
#include "codes/features.h"
#include "core/error.h"
#include "nn/alignment.h"
#include "nn/part_arrays.h"
#include "synth/canonical.h"

namespace img2cadseq::nn {
namespace {

Embedding plain(const torch::Tensor& row) {
    const torch::Tensor exact = row.to(torch::kFloat).contiguous();
    return {exact.data_ptr<float>(), exact.data_ptr<float>() + exact.numel()};
}

/// None where it cannot be brought into canonical form or has no room.
std::optional<PartArrays> arraysOf(const CadSequence& sequence) {
    try {
        const codes::PartFeatures features = codes::toFeatures(synth::canonicalise(sequence));
        if (fits(features)) return toArrays(features);
    } catch (const Error&) {
        // No part that could be drawn.
    }
    return std::nullopt;
}

}  // namespace

double agreementOf(const Embedding& a, const Embedding& b) {
    if (a.size() != b.size()) return 0.0;
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

struct Aligner::Data {
    Codec codec{nullptr};
    Alignment alignment{nullptr};
};

Aligner::Aligner(const std::filesystem::path& folder) : data_(std::make_unique<Data>()) {
    const torch::InferenceMode noGradients;
    data_->codec = loadCodec(folder / "codes.safetensors");
    data_->alignment = loadAlignment(folder / "alignment.safetensors");
    if (data_->alignment->options().latent != kLatent)
        throw Error(ErrorCode::BadWeights, (folder / "alignment.safetensors").string() + " has another width",
                    "name weights made for this version");
}
Aligner::~Aligner() = default;

Embedding Aligner::ofEvidence(const Evidence& evidence, const Similarity& pose) const {
    const torch::InferenceMode noGradients;
    const CloudInput input = cloudInput(evidence, pose);
    return plain(data_->alignment->ofClouds(planeTensor(input), histogramTensor(input))[0]);
}

Embedding Aligner::ofSequence(const CadSequence& sequence, const Similarity& pose) const {
    const CadSequence turned = transformed(sequence, Similarity{pose.rotation, 1.0, {}});
    return ofSequences({&turned, 1}).front();
}

std::vector<Embedding> Aligner::ofSequences(std::span<const CadSequence> turned) const {
    const torch::InferenceMode noGradients;
    std::vector<std::optional<PartArrays>> read;
    std::vector<const PartArrays*> some;
    for (const CadSequence& sequence : turned) read.push_back(arraysOf(sequence));
    for (const auto& arrays : read)
        if (arrays) some.push_back(&*arrays);
    std::vector<Embedding> out(turned.size());
    if (some.empty()) return out;
    const torch::Tensor found =
        data_->alignment->ofSequences(treeLatents(data_->codec, data_->codec->encodeTrees(some)));
    int64_t row = 0;
    for (size_t i = 0; i < read.size(); ++i)
        if (read[i]) out[i] = plain(found[row++]);
    return out;
}

}  // namespace img2cadseq::nn
