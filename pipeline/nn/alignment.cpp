#include "nn/alignment.h"

#include "core/error.h"
#include "nn/precision.h"
#include "nn/safetensors.h"

namespace img2cadseq::nn {
namespace {

using codes::kBlocks;
using codes::kFirstLoopSlot;
using codes::kSlots;

class ReadingLayerImpl : public torch::nn::Module {
public:
    ReadingLayerImpl(int64_t width, int64_t heads)
        : self(register_module("self", SelfAttention(width, heads))),
          feed(register_module("feed", FeedForward(width, 4 * width))) {}
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& mask) { return feed(self(x, mask)); }

    SelfAttention self;
    FeedForward feed;
};

torch::Tensor unit(const torch::Tensor& x) {
    const torch::Tensor exact = x.to(torch::kFloat);
    return exact / (exact.square().sum(-1, true) + 1e-8).sqrt();
}

/// The last slot of each tree that is used, its End where there is one: [N].
torch::Tensor lastUsed(const torch::Tensor& structures) {
    const torch::Tensor used = (structures != codes::kPad).to(torch::kLong);
    return (used * torch::arange(structures.size(1), structures.options())).argmax(1);
}

}  // namespace

std::map<std::string, std::string> AlignmentOptions::metadata() const {
    return {{"network", "alignment"},           {"width", std::to_string(width)},
            {"heads", std::to_string(heads)},   {"encoderLayers", std::to_string(encoderLayers)},
            {"layers", std::to_string(layers)}, {"latent", std::to_string(latent)}};
}

AlignmentOptions AlignmentOptions::fromMetadata(const std::map<std::string, std::string>& words) {
    try {
        const auto number = [&](const char* name) { return static_cast<int64_t>(std::stoll(words.at(name))); };
        return {number("width"), number("heads"), number("encoderLayers"), number("layers"), number("latent")};
    } catch (const std::exception&) {
        throw Error(ErrorCode::BadWeights, "the weights do not say what network they are for",
                    "they are not alignment weights of this program");
    }
}

AlignmentImpl::AlignmentImpl(const AlignmentOptions& o)
    : options_(o),
      encoder_(register_module("encoder", ConditionEncoder(DenoiserOptions{o.width, o.heads, o.encoderLayers, 0}))),
      cloudNorm_(register_module("cloudNorm", Norm(2 * o.width))),
      sequenceNorm_(register_module("sequenceNorm", Norm(o.width))) {
    slots_ = register_parameter("slots", 0.02 * torch::randn({1, kSlots, o.width}));
    structures_ = register_parameter("structures", 0.1 * torch::randn({codes::kStructures, o.width}));
    logSharpness_ = register_parameter("logSharpness", torch::full({1}, 2.3f));
    const auto entry = [&](const char* name, int64_t latent) {
        return register_module(name, torch::nn::Linear(latent, o.width));
    };
    blockIn_ = entry("blockIn", CodecImpl::kBlockLatent);
    patchIn_ = entry("patchIn", CodecImpl::kPatchLatent);
    curveIn_ = entry("curveIn", CodecImpl::kCurveLatent);
    for (int64_t i = 0; i < o.layers; ++i) layers_->push_back(std::make_shared<ReadingLayerImpl>(o.width, o.heads));
    register_module("layers", layers_);
    cloudOut_ = register_module("cloudOut", perceptron(2 * o.width, 2 * o.width, o.latent));
    sequenceOut_ = register_module("sequenceOut", perceptron(o.width, 2 * o.width, o.latent));
}

torch::Tensor AlignmentImpl::ofClouds(const torch::Tensor& planes, const torch::Tensor& histograms) {
    const torch::Tensor tokens = encoder_(planes, histograms);
    return unit(cloudOut_->forward(cloudNorm_(torch::cat({tokens.mean(1), tokens.amax(1)}, 1))));
}

torch::Tensor AlignmentImpl::ofSequences(const TreeLatents& l) {
    const torch::Tensor structures = l.trees.select(2, 0);
    const int64_t count = structures.size(1);
    const torch::Tensor blockThere = (structures.slice(1, 1, kFirstLoopSlot) == codes::kBlock).unsqueeze(-1),
                        loopThere = (structures.slice(1, kFirstLoopSlot, count) >= codes::kOuter).unsqueeze(-1);
    const auto whole = [](const torch::Tensor& prefixes) { return prefixes.select(2, prefixes.size(2) - 1); };
    const torch::Tensor block = blockIn_->forward(whole(l.block)) * blockThere,
                        loop = (patchIn_->forward(whole(l.patch)) + curveIn_->forward(whole(l.curve))) * loopThere;
    torch::Tensor x = slots_.slice(1, 0, count) + torch::embedding(structures_, structures);
    x = lowered(x + torch::cat({torch::zeros_like(x.slice(1, 0, 1)), block.to(x.dtype()), loop.to(x.dtype())}, 1));
    const torch::Tensor mask =
        torch::full({count, count}, -std::numeric_limits<float>::infinity(), torch::kFloat).triu(1).to(x.device());
    for (const auto& layer : *layers_) x = layer->as<ReadingLayerImpl>()->forward(x, mask);
    const torch::Tensor last = lastUsed(structures).view({-1, 1, 1}).expand({-1, 1, x.size(2)});
    return unit(sequenceOut_->forward(sequenceNorm_(x.gather(1, last).squeeze(1))));
}

Alignment loadAlignment(const std::filesystem::path& weights) {
    const Safetensors file(weights);
    if (!file.metadata().contains("network") || file.metadata().at("network") != "alignment")
        throw Error(ErrorCode::BadWeights, weights.string() + ": these are not alignment weights",
                    "name a file that `img2cadseq-train align` wrote");
    Alignment alignment(AlignmentOptions::fromMetadata(file.metadata()));
    loadModule(*alignment, file);
    alignment->eval();
    return alignment;
}

}  // namespace img2cadseq::nn
