#include "learn/diffusion_stage.h"

#include <cstring>

#include <torch/torch.h>

#include "core/random.h"
#include "learn/diffusion_evaluation.h"
#include "learn/diffusion_loss.h"
#include "learn/diffusion_noise.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/codec.h"
#include "nn/denoiser.h"
#include "nn/precision.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

using nn::CloudInput;

struct Batch {
    torch::Tensor planes, histograms;
    std::vector<nn::PartArrays> parts;
};

Batch makeBatch(const DiffusionOptions& options, uint64_t step) {
    const int64_t clouds = options.train.batch / options.draws;
    Batch batch;
    batch.planes = torch::empty({clouds, 3, CloudInput::kChannels, CloudInput::kSide, CloudInput::kSide});
    batch.histograms = torch::empty({clouds, 3, CloudInput::kBins});
    for (int64_t i = 0; i < clouds; ++i) {
        PartSample sample =
            makePartSample(options.data, step * static_cast<uint64_t>(clouds) + static_cast<uint64_t>(i));
        const CloudInput input = nn::cloudInput(sample.cloud, sample.pose);
        std::memcpy(batch.planes[i].data_ptr<float>(), input.planes.data(), input.planes.size() * sizeof(float));
        std::memcpy(batch.histograms[i].data_ptr<float>(), input.histograms.data(),
                    input.histograms.size() * sizeof(float));
        batch.parts.push_back(std::move(sample.arrays));
    }
    return batch;
}

/// What the codes miss of each part's numbers, laid out by slot.
CodingErrors codingErrors(nn::Codec& codec, const nn::TreeLatents& latents, const std::vector<nn::PartArrays>& parts) {
    torch::NoGradGuard guard;
    CodingErrors errors{torch::zeros({latents.trees.size(0), codes::kBlocks, 2}),
                        torch::zeros({latents.trees.size(0), codes::kLoops, codes::PatchFeature::kSize})};
    const torch::Tensor blocks = codec->block->numbers(latents.block.select(2, codes::kBlockCodes)).to(torch::kFloat);
    const torch::Tensor patches = codec->patch->numbers(latents.patch.select(2, codes::kPatchCodes)).to(torch::kFloat);
    for (size_t i = 0; i < parts.size(); ++i) {
        const auto row = static_cast<int64_t>(i), blockCount = static_cast<int64_t>(parts[i].blocks.size());
        const auto loopCount = static_cast<int64_t>(parts[i].patches.size());
        errors.block[row]
            .slice(0, 0, blockCount)
            .copy_(nn::rowsToTensor(parts[i].blocks).slice(1, 6, 8) -
                   blocks[row].slice(0, 0, blockCount).slice(1, 6, 8));
        errors.patch[row]
            .slice(0, 0, loopCount)
            .copy_(nn::rowsToTensor(parts[i].patches) - patches[row].slice(0, 0, loopCount));
    }
    return errors;
}

nn::TreeLatents repeated(const nn::TreeLatents& l, int64_t draws) {
    return {l.trees.repeat_interleave(draws, 0), l.block.repeat_interleave(draws, 0),
            l.patch.repeat_interleave(draws, 0), l.curve.repeat_interleave(draws, 0)};
}

}  // namespace

void trainDiffusion(const DiffusionOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::Codec codec;
    nn::loadModule(*codec, nn::Safetensors(options.codes));
    codec->eval();
    nn::DenoiserOptions network{options.width, options.heads, options.encoderLayers, options.layers};
    nn::Denoiser denoiser(network);
    Trainer trainer(options.train, denoiser.ptr(), network.metadata());
    Stream<Batch> stream([&](uint64_t step) { return makeBatch(options, step); }, options.workers,
                         static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t step) {
        const Batch batch = stream.next();
        const Random random(options.train.seed, 0xD1FF0000ull + static_cast<uint64_t>(step));
        std::vector<const nn::PartArrays*> parts;
        for (const nn::PartArrays& part : batch.parts) parts.push_back(&part);
        nn::TreeLatents latents;
        CodingErrors errors;
        {
            // The codebooks are exact: what autocast would round here decides which entry is nearest.
            const nn::NoAutocast exact;
            latents = nn::treeLatents(codec, codec->encodeTrees(parts));
            errors = codingErrors(codec, latents, batch.parts);
        }
        torch::Tensor memory = denoiser->encode(batch.planes, batch.histograms);
        torch::Tensor dropped = torch::zeros({memory.size(0), 1, 1}, torch::kBool);
        Random choice = random.child(1);
        for (int64_t i = 0; i < memory.size(0); ++i) dropped[i].fill_(choice.chance(options.unconditional));
        memory = torch::where(dropped, denoiser->nothing(memory.size(0)).to(memory.dtype()), memory);
        latents = repeated(latents, options.draws);
        errors = {errors.block.repeat_interleave(options.draws, 0), errors.patch.repeat_interleave(options.draws, 0)};
        return diffusionLoss(denoiser, latents, drawKnown(latents.trees, random.child(2)), memory, errors);
    };
    const auto evaluate = [&] { return quickEvaluation(codec, denoiser, options.data, options.evaluate); };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

}  // namespace img2cadseq::learn
