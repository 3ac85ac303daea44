#include "learn/alignment_stage.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <torch/torch.h>

#include "core/random.h"
#include "learn/part_batch.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/alignment.h"
#include "nn/precision.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

/// Pictures, groups of one family each, and parts of the mixture: as many as there is room for.
std::vector<PartSample> makeSamples(const AlignmentStageOptions& options, const nn::PictureLifter* lifter,
                                    uint64_t step) {
    const auto batch = static_cast<uint64_t>(options.train.batch), group = static_cast<uint64_t>(options.group);
    const auto pairs =
        lifter ? static_cast<uint64_t>(std::lround(0.5 * options.fromPictures * static_cast<double>(batch))) : 0;
    std::vector<PartSample> samples;
    for (uint64_t i = 0; i < pairs; ++i)
        for (PartSample& sample : makePictureParts(options.pictures, *lifter, step * pairs + i))
            samples.push_back(std::move(sample));
    const double room = static_cast<double>(batch - std::min<uint64_t>(batch, samples.size()));
    const auto groups = static_cast<uint64_t>(options.alike * room / static_cast<double>(group));
    uint64_t next = step * batch;
    for (uint64_t g = 0; g < groups; ++g, next += group) {
        samples.push_back(makePartSample(options.data, next));
        SampleOptions alike = options.data;
        alike.family = samples.back().family;
        for (uint64_t i = 1; i < group; ++i) samples.push_back(makePartSample(alike, next + i));
    }
    for (; samples.size() < batch; ++next) samples.push_back(makePartSample(options.data, next));
    return samples;
}

struct Aligned {
    torch::Tensor clouds, sequences;  ///< [B, latent]
};

Aligned aligned(nn::Codec& codec, nn::Alignment& alignment, const PartBatch& batch) {
    nn::TreeLatents latents;
    {
        const nn::NoAutocast exact;  // what autocast would round decides which entry is nearest
        latents = nn::treeLatents(codec, codec->encodeTrees(batch.pointers()));
    }
    return {alignment->ofClouds(batch.conditions.planes, batch.conditions.histograms), alignment->ofSequences(latents)};
}

double share(const torch::Tensor& right) { return right.to(torch::kFloat).mean().item<double>(); }

/// Products [clouds, sequences] -> figures; the first `alike` are of one family.
std::map<std::string, double> retrieval(const torch::Tensor& products, int64_t alike) {
    const torch::Tensor own = torch::arange(products.size(0)),
                        five = std::get<1>(products.topk(std::min<int64_t>(5, products.size(1)), 1));
    const torch::Tensor family = products.slice(0, 0, alike).slice(1, 0, alike);
    return {{"cloud.top1", share(products.argmax(1) == own)},
            {"sequence.top1", share(products.argmax(0) == own)},
            {"family.top1", alike > 0 ? share(family.argmax(1) == own.slice(0, 0, alike)) : 0.0},
            {"cloud.top5", share((five == own.unsqueeze(1)).any(1))}};
}

/// The first quarter of one family, the rest of the mixture.
std::vector<PartSample> heldOut(SampleOptions data, int count, std::string family) {
    constexpr uint64_t kElsewhere = 1'000'000;
    SampleOptions alike = data;
    alike.family = family.empty() ? makePartSample(data, 0).family : std::move(family);
    std::vector<PartSample> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back(i < count / 4 ? makePartSample(alike, static_cast<uint64_t>(i))
                                        : makePartSample(data, kElsewhere + static_cast<uint64_t>(i)));
    return samples;
}

std::map<std::string, double> figuresOf(nn::Codec& codec, nn::Alignment& alignment,
                                        const std::vector<PartSample>& samples, int64_t alike) {
    constexpr size_t kTogether = 64;
    const torch::NoGradGuard guard;
    std::vector<torch::Tensor> clouds, sequences;
    for (size_t from = 0; from < samples.size(); from += kTogether) {
        const auto begin = samples.begin() + static_cast<ptrdiff_t>(from);
        const auto end = samples.begin() + static_cast<ptrdiff_t>(std::min(samples.size(), from + kTogether));
        const Aligned some = aligned(codec, alignment, partBatch({begin, end}));
        clouds.push_back(some.clouds);
        sequences.push_back(some.sequences);
    }
    return retrieval(torch::mm(torch::cat(clouds), torch::cat(sequences).t()), alike);
}

}  // namespace

void trainAlignment(const AlignmentStageOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::Codec codec = nn::loadCodec(options.codes);
    const nn::AlignmentOptions network;
    nn::Alignment alignment(network);
    Trainer trainer(options.train, alignment.ptr(), network.metadata());
    std::optional<nn::PictureLifter> lifter;
    if (!options.lifter.empty()) lifter.emplace(options.lifter);
    Stream<PartBatch> stream(
        [&](uint64_t step) { return partBatch(makeSamples(options, lifter ? &*lifter : nullptr, step)); },
        options.workers, static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const PartBatch batch = stream.next();
        const Aligned both = aligned(codec, alignment, batch);
        const nn::NoAutocast exact;
        const torch::Tensor logits = alignment->sharpness() * torch::mm(both.clouds, both.sequences.t());
        const torch::Tensor own = torch::arange(logits.size(0), torch::kLong);
        const torch::Tensor ofClouds = torch::cross_entropy_loss(logits, own),
                            ofSequences = torch::cross_entropy_loss(logits.t(), own);
        return StepLoss{0.5 * (ofClouds + ofSequences),
                        {{"clouds", ofClouds},
                         {"sequences", ofSequences},
                         {"right", (logits.detach().argmax(1) == own).to(torch::kFloat).mean()},
                         {"sharpness", alignment->sharpness().detach().mean()}}};
    };
    SampleOptions held = options.data;
    if (held.parts == 0) held.seed = synth::kValidationSeed;
    const std::vector<PartSample> unseen = heldOut(held, options.evaluate, {});
    const auto evaluate = [&] { return figuresOf(codec, alignment, unseen, options.evaluate / 4); };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

std::map<std::string, double> reportAlignment(const AlignmentReportOptions& options) {
    nn::Codec codec = nn::loadCodec(options.codes);
    nn::Alignment alignment = nn::loadAlignment(options.weights);
    SampleOptions data;
    data.seed = options.seed;
    data.clean = options.clean;
    data.normals = 0.0;
    if (options.lifter.empty())
        return figuresOf(codec, alignment, heldOut(data, options.count, options.family), options.count / 4);
    const nn::PictureLifter lifter(options.lifter);
    PicturePartOptions pictures;
    pictures.pictures.seed = options.seed;
    std::vector<PartSample> samples;
    for (uint64_t i = 0; samples.size() < static_cast<size_t>(options.count); ++i)
        for (PartSample& sample : makePictureParts(pictures, lifter, i)) {
            samples.push_back(std::move(sample));
            break;  // its mirror image would count as another part
        }
    return figuresOf(codec, alignment, samples, 0);
}

}  // namespace img2cadseq::learn
