#include "learn/diffusion_stage.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <torch/torch.h>

#include "core/random.h"
#include "learn/diffusion_evaluation.h"
#include "learn/diffusion_loss.h"
#include "learn/diffusion_noise.h"
#include "learn/part_batch.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/codec.h"
#include "nn/denoiser.h"
#include "nn/precision.h"

namespace img2cadseq::learn {
namespace {

constexpr int64_t kPortions = 4;  ///< of a batch, each with as many slots as its parts need

/// Clouds of pictures first, then measured ones: as many as there is room for.
std::vector<PartSample> makeSamples(const DiffusionOptions& options, const nn::PictureLifter* lifter, uint64_t step) {
    const auto clouds = static_cast<uint64_t>(options.train.batch / options.draws);
    const auto pairs =
        lifter ? static_cast<uint64_t>(std::lround(0.5 * options.fromPictures * static_cast<double>(clouds))) : 0;
    std::vector<PartSample> samples;
    for (uint64_t i = 0; i < pairs; ++i)
        for (PartSample& sample : makePictureParts(options.pictures, *lifter, step * pairs + i))
            samples.push_back(std::move(sample));
    for (uint64_t i = samples.size(); i < clouds; ++i)
        samples.push_back(makePartSample(options.data, step * clouds + i));
    return samples;
}

/// Measured clouds first, each kind by rising number of loops, so that neighbours need as many slots.
PartBatch makeBatch(const DiffusionOptions& options, const nn::PictureLifter* lifter, uint64_t step) {
    std::vector<PartSample> samples = makeSamples(options, lifter, step);
    std::stable_sort(samples.begin(), samples.end(), [](const PartSample& a, const PartSample& b) {
        return std::pair(a.tokens.across, a.arrays.patches.size()) <
               std::pair(b.tokens.across, b.arrays.patches.size());
    });
    return partBatch(std::move(samples));
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

/// Rows [from, to) and the first `slots` slots, each `draws` times.
nn::TreeLatents portion(const nn::TreeLatents& l, int64_t from, int64_t to, int64_t slots, int64_t draws) {
    const auto some = [&](const torch::Tensor& x, int64_t length) {
        return x.slice(0, from, to).slice(1, 0, length).repeat_interleave(draws, 0);
    };
    const int64_t loops = slots - codes::kFirstLoopSlot;
    return {some(l.trees, slots), some(l.block, codes::kBlocks), some(l.patch, loops), some(l.curve, loops)};
}

/// Slots that the parts [from, to) need, now and then more, so that the network knows long rows of padding too.
int64_t slotsFor(const std::vector<nn::PartArrays>& parts, int64_t from, int64_t to, Random& random) {
    size_t loops = 0;
    for (int64_t i = from; i < to; ++i) loops = std::max(loops, parts[static_cast<size_t>(i)].patches.size());
    const int least = std::min<int>(codes::kLoops, static_cast<int>(loops) + 1);
    return codes::kFirstLoopSlot + (random.chance(0.25) ? random.integer(least, codes::kLoops) : least);
}

/// Now and then without cloud, without picture, without either.
torch::Tensor withheld(nn::Denoiser& denoiser, const torch::Tensor& memory, const DiffusionOptions& options,
                       Random& random) {
    torch::Tensor noCloud = torch::zeros({memory.size(0)}, torch::kBool), noPicture = noCloud.clone();
    for (int64_t i = 0; i < memory.size(0); ++i) {
        const bool neither = random.chance(options.unconditional);
        const bool pictureAlone = random.chance(options.pictureAlone), cloudAlone = random.chance(options.cloudAlone);
        noCloud[i].fill_(neither || pictureAlone);
        noPicture[i].fill_(neither || (cloudAlone && !pictureAlone));
    }
    return denoiser->withheld(memory, noCloud.to(memory.device()), noPicture.to(memory.device()));
}

/// Of the rows [from, to); without pictures where none of them has one.
torch::Tensor conditionOf(const torch::Tensor& memory, const torch::Tensor& pictured, int64_t from, int64_t to) {
    const torch::Tensor rows = memory.slice(0, from, to);
    const bool any = pictured.defined() && pictured.slice(0, from, to).any().item<bool>();
    return any ? rows : rows.slice(1, 0, nn::ConditionEncoderImpl::kTokens);
}

StepLoss mean(const std::vector<StepLoss>& losses) {
    StepLoss sum = losses.front();
    for (size_t i = 1; i < losses.size(); ++i) {
        sum.loss = sum.loss + losses[i].loss;
        for (size_t k = 0; k < sum.parts.size(); ++k)
            sum.parts[k].second = sum.parts[k].second + losses[i].parts[k].second;
    }
    const double share = 1.0 / static_cast<double>(losses.size());
    sum.loss = sum.loss * share;
    for (auto& [name, value] : sum.parts) value = value.detach() * share;
    return sum;
}

}  // namespace

void trainDiffusion(const DiffusionOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::Codec codec = nn::loadCodec(options.codes);
    std::optional<nn::PictureLifter> lifter;
    if (!options.lifter.empty()) lifter.emplace(options.lifter);
    nn::DenoiserOptions network{options.width, options.heads, options.encoderLayers, options.layers};
    if (lifter) network.pictureWidth = lifter->tokenWidth();
    nn::Denoiser denoiser(network);
    Trainer trainer(options.train, denoiser.ptr(), network.metadata());
    Stream<PartBatch> stream([&](uint64_t step) { return makeBatch(options, lifter ? &*lifter : nullptr, step); },
                             options.workers, static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t step) {
        const PartBatch batch = stream.next();
        const Random random(options.train.seed, 0xD1FF0000ull + static_cast<uint64_t>(step));
        nn::TreeLatents latents;
        CodingErrors errors;
        {
            // The codebooks are exact: what autocast would round here decides which entry is nearest.
            const nn::NoAutocast exact;
            latents = nn::treeLatents(codec, codec->encodeTrees(batch.pointers()));
            errors = codingErrors(codec, latents, batch.parts);
        }
        const torch::Device device = trainer.device();
        Random choice = random.child(1);
        const torch::Tensor memory = withheld(denoiser, denoiser->encode(batch.conditions.to(device)), options, choice);
        std::vector<StepLoss> losses;
        const int64_t clouds = memory.size(0), each = (clouds + kPortions - 1) / kPortions;
        for (int64_t from = 0; from < clouds; from += each) {
            const int64_t to = std::min(clouds, from + each), slots = slotsFor(batch.parts, from, to, choice);
            const nn::TreeLatents some = portion(latents, from, to, slots, options.draws);
            const CodingErrors missed{errors.block.slice(0, from, to).repeat_interleave(options.draws, 0),
                                      errors.patch.slice(0, from, to)
                                          .slice(1, 0, slots - codes::kFirstLoopSlot)
                                          .repeat_interleave(options.draws, 0)};
            const torch::Tensor known = drawKnown(some.trees, random.child(2 + static_cast<uint64_t>(from)));
            losses.push_back(diffusionLoss(denoiser, some.to(device), known.to(device),
                                           conditionOf(memory, batch.conditions.pictured, from, to),
                                           missed.to(device)));
        }
        return mean(losses);
    };
    const auto evaluate = [&] { return quickEvaluation(codec, denoiser, options.data, options.evaluate); };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

}  // namespace img2cadseq::learn
