#include "learn/codes_stage.h"

#include <cmath>

#include <torch/torch.h>

#include "core/random.h"
#include "learn/codes_loss.h"
#include "learn/round_trip.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/codec.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

struct Rows {
    torch::Tensor block, patch, curve;
};

/// Circles and rectangles are most of all loops and soon known: few of them are learned from, so that others get their
/// turn.
double shareKept(const nn::CurveRow& row) {
    const int curves = static_cast<int>(std::lround(row.back() * codes::kCurves));
    return curves <= 1 ? 0.05 : (curves <= 4 ? 0.3 : 1.0);
}

Rows rowsOf(const CodesOptions& options, uint64_t step) {
    std::vector<std::array<float, codes::BlockFeature::kSize>> blocks;
    std::vector<std::array<float, codes::PatchFeature::kSize>> patches;
    std::vector<nn::CurveRow> curves;
    const auto count = static_cast<uint64_t>(options.train.batch);
    Random random(options.data.seed, 0xC0DE0000ull + step);
    for (uint64_t i = 0; i < count; ++i) {
        const nn::PartArrays arrays = makePartSample(options.data, step * count + i).arrays;
        blocks.insert(blocks.end(), arrays.blocks.begin(), arrays.blocks.end());
        patches.insert(patches.end(), arrays.patches.begin(), arrays.patches.end());
        for (const nn::CurveRow& row : arrays.curves)
            if (random.chance(shareKept(row))) curves.push_back(row);
    }
    return {nn::rowsToTensor(blocks), nn::rowsToTensor(patches), nn::rowsToTensor(curves)};
}

/// Latents, quantised but for the first steps: straight-through, with a random number of depths so that the first codes
/// carry the most. Adds the commitment to `loss`.
torch::Tensor quantised(nn::Quantiser& quantiser, const torch::Tensor& z, int64_t step, const CodesOptions& options,
                        Random& random, torch::Tensor& loss) {
    if (step < options.plainSteps) return z;
    if (step == options.plainSteps) quantiser->start(z);
    quantiser->learn(z);
    const int64_t depth =
        random.chance(0.25) ? random.integer(1, static_cast<int>(quantiser->depths())) : quantiser->depths();
    const torch::Tensor q = quantiser->decode(quantiser->encode(z), depth);
    loss = loss + 0.25 * (z - q).square().sum(1).mean();
    return z + (q - z).detach();
}

}  // namespace

void trainCodes(const CodesOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::Codec codec;
    Trainer trainer(options.train, codec.ptr(), {{"network", "codes"}});
    Stream<Rows> stream([&](uint64_t step) { return rowsOf(options, step); }, options.workers,
                        static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t step) {
        const Rows rows = stream.next();
        Random random(options.train.seed, static_cast<uint64_t>(step));
        torch::Tensor commit = torch::zeros({});
        const auto pass = [&](nn::Level& level, const torch::Tensor& in) {
            return level->numbers(quantised(level->quantiser, level->latent(in), step, options, random, commit));
        };
        const torch::Tensor block = blockLoss(pass(codec->block, rows.block), rows.block);
        const torch::Tensor patch = patchLoss(pass(codec->patch, rows.patch), rows.patch);
        const CurveLoss curve = curveLoss(pass(codec->curve, rows.curve), rows.curve);
        const torch::Tensor loss = block + patch + curve.features + 4.0 * curve.corners + 0.2 * curve.closure + commit;
        return StepLoss{loss,
                        {{"block", block},
                         {"patch", patch},
                         {"curve", curve.features},
                         {"corners", curve.corners},
                         {"closure", curve.closure},
                         {"commit", commit}}};
    };
    trainer.run(
        forward, [&] { return roundTrip(codec, synth::kValidationSeed, 250); }, stop);
}

}  // namespace img2cadseq::learn
