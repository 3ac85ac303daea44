#include "nn/aligner.h"

#include <algorithm>
#include <numeric>

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
}
Aligner::~Aligner() = default;

Embedding Aligner::ofEvidence(const Evidence& evidence, const Similarity& pose) const {
    const torch::InferenceMode noGradients;
    const CloudInput input = cloudInput(evidence, pose);
    return plain(data_->alignment->ofClouds(planeTensor(input), histogramTensor(input))[0]);
}

Embedding Aligner::ofSequence(const CadSequence& sequence, const Similarity& pose) const {
    const torch::InferenceMode noGradients;
    try {
        const CadSequence standing = synth::canonicalise(transformed(sequence, Similarity{pose.rotation, 1.0, {}}));
        const codes::PartFeatures features = codes::toFeatures(standing);
        if (!fits(features)) return {};
        const PartArrays arrays = toArrays(features);
        return plain(data_->alignment->ofSequences(treeLatents(data_->codec, data_->codec->encodeTrees({&arrays})))[0]);
    } catch (const Error&) {
        return {};  // what cannot be brought into canonical form cannot be read either
    }
}

}  // namespace img2cadseq::nn
