#include "learn/part_batch.h"

#include <torch/torch.h>

namespace img2cadseq::learn {
namespace {

/// Parts without a picture have zeros in its place.
nn::ConditionTensors together(const std::vector<nn::ConditionTensors>& all) {
    std::vector<torch::Tensor> planes, histograms, tokens, rays, pictured;
    for (const nn::ConditionTensors& one : all) {
        planes.push_back(one.planes);
        histograms.push_back(one.histograms);
        if (one.tokens.defined()) tokens.push_back(one.tokens), rays.push_back(one.rays);
    }
    nn::ConditionTensors out{torch::cat(planes), torch::cat(histograms), {}, {}, {}};
    if (tokens.empty()) return out;
    const torch::Tensor noTokens = torch::zeros_like(tokens.front()), noRays = torch::zeros_like(rays.front());
    tokens.clear(), rays.clear();
    for (const nn::ConditionTensors& one : all) {
        const bool has = one.tokens.defined();
        tokens.push_back(has ? one.tokens : noTokens);
        rays.push_back(has ? one.rays : noRays);
        pictured.push_back(torch::full({1}, has, torch::kBool));
    }
    out.tokens = torch::cat(tokens);
    out.rays = torch::cat(rays);
    out.pictured = torch::cat(pictured);
    return out;
}

}  // namespace

std::vector<const nn::PartArrays*> PartBatch::pointers() const {
    std::vector<const nn::PartArrays*> all;
    for (const nn::PartArrays& part : parts) all.push_back(&part);
    return all;
}

PartBatch partBatch(std::vector<PartSample> samples) {
    PartBatch batch;
    std::vector<nn::ConditionTensors> conditions;
    for (PartSample& sample : samples) {
        conditions.push_back(nn::conditionTensors(sample.evidence(), sample.pose));
        batch.parts.push_back(std::move(sample.arrays));
    }
    batch.conditions = together(conditions);
    return batch;
}

}  // namespace img2cadseq::learn
