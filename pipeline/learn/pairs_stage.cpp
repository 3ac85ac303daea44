#include "learn/pairs_stage.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <torch/torch.h>

#include "learn/lifter_evaluation.h"
#include "learn/lifter_loss.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/lifter.h"
#include "nn/low_rank.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

nn::Lifter frozenLifter(const nn::Safetensors& file) {
    nn::Lifter lifter(nn::LifterOptions::fromMetadata(file.metadata()));
    nn::loadModule(*lifter, file);
    for (torch::Tensor& weight : lifter->parameters()) weight.set_requires_grad(false);
    return lifter;
}

/// A copy of the weights with what the adapters change of them.
void writeMerged(const std::filesystem::path& file, nn::Lifter& lifter, nn::LowRank& adapters,
                 const nn::Metadata& words) {
    nn::NamedTensors kept;
    for (const auto& [name, weight] : nn::namedTensors(*lifter)) kept.emplace_back(name, weight.detach().clone());
    nn::NamedTensors own;
    for (const auto& [name, weight] : nn::namedTensors(*adapters)) own.emplace_back(name, weight.detach().clone());
    adapters->merge();
    nn::writeSafetensors(file, nn::asBfloat16(nn::namedTensors(*lifter)), words);
    const torch::NoGradGuard guard;
    const auto putBack = [](const nn::NamedTensors& before, const nn::NamedTensors& now) {
        for (size_t i = 0; i < before.size(); ++i) now[i].second.copy_(before[i].second);
    };
    putBack(kept, nn::namedTensors(*lifter));
    putBack(own, nn::namedTensors(*adapters));
}

/// Made examples and behind them some of the photographs.
std::vector<LifterSample> mixed(const PairsStageOptions& options, const std::vector<PicturePair>& pairs,
                                uint64_t step) {
    const int64_t batch = options.train.batch;
    const int64_t known = std::clamp<int64_t>(std::lround(options.share * static_cast<double>(batch)), 1, batch);
    const auto made = static_cast<uint64_t>(batch - known);
    std::vector<LifterSample> samples =
        makeLifterSamples(options.data, step * ((made + 1) / 2), static_cast<int64_t>(made));
    for (LifterSample& sample : pairSamples(pairs, options.data, step * static_cast<uint64_t>(known), known))
        samples.push_back(std::move(sample));
    return samples;
}

}  // namespace

void trainOnPairs(const PairsStageOptions& options, const std::vector<PicturePair>& pairs, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    const nn::Safetensors file(options.train.warmStart);
    nn::Lifter lifter = frozenLifter(file);
    nn::LowRank adapters(*lifter, options.rank);
    TrainOptions train = options.train;
    train.warmStart.clear();  // of the lifter, not of the adapters
    Trainer trainer(train, adapters.ptr(), {{"network", "lifter adapters"}, {"rank", std::to_string(options.rank)}});
    lifter->to(trainer.device());
    Stream<std::vector<LifterSample>> stream([&](uint64_t step) { return mixed(options, pairs, step); },
                                             options.workers, static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const LifterBatch batch = lifterBatch(stream.next()).to(trainer.device());
        adapters->apply();
        return lifterLoss(lifter, lifter->forward(batch.picture), batch);
    };
    LifterDataOptions held = options.data;
    held.seed = synth::kValidationSeed;
    const std::vector<LifterSample> unseen = makeLifterSamples(held, 0, options.evaluate);
    const std::vector<LifterSample> shown =
        pairSamples(pairs, options.data, uint64_t{1} << 40, static_cast<int64_t>(4 * pairs.size()));
    const auto evaluate = [&] {
        lifter->to(torch::kCPU);
        adapters->apply();
        std::map<std::string, double> figures;
        if (!unseen.empty()) figures = lifterFigures(lifter, unseen);
        for (const auto& [name, value] : lifterFigures(lifter, shown)) figures["pairs " + name] = value;
        writeMerged(options.train.folder / "lifter.safetensors", lifter, adapters, file.metadata());
        lifter->to(trainer.device());
        return figures;
    };
    trainer.run(forward, evaluate, stop);
}

}  // namespace img2cadseq::learn
