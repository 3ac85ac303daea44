#include "learn/lifter_stage.h"

#include <algorithm>
#include <cmath>

#include <torch/torch.h>

#include "learn/lifter_evaluation.h"
#include "learn/lifter_loss.h"
#include "learn/lifter_sheet.h"
#include "learn/own_drawings.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/lifter.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
void trainLifter(const LifterStageOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::LifterOptions network{options.stem, options.fine, options.middle, options.width, options.heads, options.layers};
    network.middleLayers = options.middleLayers;
    if (!options.train.warmStart.empty())
        network.close = nn::LifterOptions::fromMetadata(nn::Safetensors(options.train.warmStart).metadata()).close;
    nn::Lifter lifter(network);
    for (auto& parameter : lifter->named_parameters())  // learnt from parts of pictures, see close_stage.h
        if (parameter.key().starts_with("close")) parameter.value().set_requires_grad(false);
    Trainer trainer(options.train, lifter.ptr(), network.metadata());
    OwnDrawings drawings(std::lround(options.ownDrawings * static_cast<double>(options.train.batch)));
    const int64_t fresh = std::max<int64_t>(1, options.train.batch - drawings.count());
    const auto pairs = static_cast<uint64_t>((fresh + 1) / 2);
    Stream<std::vector<LifterSample>> stream(
        [&](uint64_t step) { return makeLifterSamples(options.data, step * pairs, fresh); }, options.workers,
        static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const std::vector<LifterSample> samples = drawings.joined(stream.next());
        const LifterBatch batch = lifterBatch(samples).to(trainer.device());
        const nn::LifterOutput output = lifter->forward(batch.picture);
        drawings.keep(samples, output.edges);
        return lifterLoss(lifter, output, batch);
    };
    LifterDataOptions held = options.data;
    if (held.parts == 0) held.seed = synth::kValidationSeed;
    const std::vector<LifterSample> unseen = makeLifterSamples(held, 0, options.evaluate);
    const std::vector<LifterSample> shown(unseen.begin(), unseen.begin() + std::min<ptrdiff_t>(16, options.evaluate));
    const auto evaluate = [&] {
        writeLifterSheet(options.train.folder / "sheet.ppm", lifter, shown);
        return lifterFigures(lifter, unseen);
    };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

}  // namespace img2cadseq::learn
