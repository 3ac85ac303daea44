#include "nn/generator.h"

#include <algorithm>

#include "cad/transform.h"
#include "codes/features.h"
#include "nn/cloud_input.h"
#include "nn/on_device.h"
#include "nn/part_arrays.h"
#include "nn/sampler.h"

namespace img2cadseq::nn {
namespace {

SamplerOptions samplerOptions(const GeneratorOptions& options) {
    SamplerOptions out;
    out.seed = options.seed;
    out.steps = options.steps;
    out.temperature = options.temperature;
    out.guidance = options.guidance;
    out.settle = options.settle;
    return out;
}

/// The slots that stay of a tree whose blocks and loops are doubtful here and there.
PartialTree partialTree(const codes::CodeTree& tree, const codes::PartCodes& part, const std::vector<size_t>& blocks,
                        const std::vector<size_t>& loops, bool extend) {
    const auto named = [](const std::vector<size_t>& list, size_t i) {
        return std::find(list.begin(), list.end(), i) != list.end();
    };
    PartialTree out;
    out.tree = tree;
    for (size_t s = 0; s < tree.size(); ++s) {
        const int structure = tree[s][0];
        bool keep = extend ? codes::codeCount(structure) > 0 || structure == codes::kStart : true;
        if (codes::isBlockSlot(static_cast<int>(s)) && structure == codes::kBlock) keep = keep && !named(blocks, s - 1);
        if (codes::isLoop(structure)) {
            const size_t loop = s - codes::kFirstLoopSlot;
            keep = keep && !named(loops, loop) && !named(blocks, static_cast<size_t>(part.loops[loop].block));
        }
        out.known[s] = keep ? 1 + codes::codeCount(structure) : 0;
    }
    return out;
}

}  // namespace

struct Generator::Data {
    Codec codec{nullptr};
    Denoiser denoiser{nullptr};
    torch::Device device = torch::kCPU;
    Denoiser there{nullptr};  ///< the denoiser on the device

    torch::Tensor memory(const Evidence& evidence, const Similarity& pose) {
        const torch::InferenceMode noGradients;
        const ConditionTensors given = conditionTensors(evidence, pose);
        return onDevice(device, [&] { return there->encode(given.to(device)); });
    }

    CadSequence sequenceOf(const codes::CodeTree& tree, const Corrections* corrections,
                           const std::optional<Similarity>& back) {
        const torch::InferenceMode noGradients;
        CadSequence sequence = codes::toSequence(codec->decode(codes::readTree(tree), corrections), true);
        return back && !sequence.blocks.empty() ? transformed(sequence, *back) : sequence;
    }

    std::vector<GeneratedSequence> generate(const torch::Tensor& memory, const std::optional<Similarity>& back,
                                            const GeneratorOptions& options, uint64_t first, uint64_t count,
                                            const std::optional<PartialTree>& given,
                                            const std::function<void(const GeneratorStep&)>& onStep,
                                            std::stop_token stop) {
        StepSink sink;
        if (onStep) {
            sink = [&onStep](uint64_t candidate, int step, int steps, const codes::CodeTree& tree) {
                onStep({candidate, step, steps, tree});
            };
        }
        std::vector<GeneratedSequence> out;
        uint64_t candidate = first;
        for (const DrawnTree& drawn :
             drawTrees(codec, denoiser, memory, samplerOptions(options), first, count, given, sink, stop, &there))
            out.push_back(
                {candidate++, sequenceOf(drawn.tree, &drawn.corrections, back), drawn.tree, drawn.logProbability});
        return out;
    }
};

Generator::Generator(const std::filesystem::path& folder, const std::string& device) : data_(std::make_unique<Data>()) {
    const torch::InferenceMode noGradients;
    const std::filesystem::path weights = folder / "diffusion.safetensors";
    data_->codec = loadCodec(folder / "codes.safetensors");
    data_->denoiser = loadDenoiser(weights);
    data_->device = torch::Device(device);
    data_->there = data_->device.is_cpu() ? data_->denoiser : loadDenoiser(weights);
    onDevice(data_->device, [&] { data_->there->to(data_->device); });
}
Generator::~Generator() = default;

std::vector<GeneratedSequence> Generator::generate(const Evidence& evidence, const GeneratorOptions& options,
                                                   uint64_t first, uint64_t count,
                                                   const std::function<void(const GeneratorStep&)>& onStep,
                                                   std::stop_token stop) const {
    if (evidence.cloud == nullptr) return data_->generate({}, {}, options, first, count, {}, onStep, stop);
    const Similarity pose = networkPose(*evidence.cloud);
    return data_->generate(data_->memory(evidence, pose), pose.inverse(), options, first, count, {}, onStep, stop);
}

CadSequence Generator::decoded(const codes::CodeTree& tree, const PointCloud* cloud) const {
    return data_->sequenceOf(tree, nullptr, cloud ? std::optional(networkPose(*cloud).inverse()) : std::nullopt);
}

std::vector<GeneratedSequence> Generator::complete(const Evidence& evidence, const CadSequence& given,
                                                   const std::vector<size_t>& doubtfulBlocks,
                                                   const std::vector<size_t>& doubtfulLoops, bool extend,
                                                   const GeneratorOptions& options, uint64_t first, uint64_t count,
                                                   std::stop_token stop) const {
    const Similarity pose = networkPose(*evidence.cloud);
    const codes::PartFeatures features = codes::toFeatures(transformed(given, pose));
    if (!fits(features)) return {};
    const codes::PartCodes part = data_->codec->encode(features);
    const PartialTree partial = partialTree(codes::layOut(part), part, doubtfulBlocks, doubtfulLoops, extend);
    return data_->generate(data_->memory(evidence, pose), pose.inverse(), options, first, count, partial, {}, stop);
}

}  // namespace img2cadseq::nn
