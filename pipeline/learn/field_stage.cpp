#include "learn/field_stage.h"

#include <torch/torch.h>

#include "learn/field_queries.h"
#include "learn/lifter_loss.h"
#include "learn/median.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/lifter.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

torch::Tensor votesOf(const torch::Tensor& camera) {
    return torch::softmax(camera.slice(1, nn::LifterCamera::Votes, nn::LifterCamera::CenterX).to(torch::kFloat), 1);
}

/// Under the likelier hypothesis, and under the truth: cross entropy, and the gain over the box of what is more likely
/// inside than not.
std::map<std::string, double> figuresOf(nn::Lifter& lifter, const std::vector<LifterSample>& samples) {
    const torch::NoGradGuard guard;
    std::map<std::string, double> figures;
    std::vector<double> gain, trueGain;
    const double share = 1.0 / static_cast<double>(samples.size());
    for (const LifterSample& sample : samples) {
        const LifterBatch truth = lifterBatch({sample});
        const nn::LifterOutput out = lifter->forward(truth.picture);
        const auto measure = [&](const torch::Tensor& queries, const std::string& name, std::vector<double>& gains) {
            const torch::Tensor logits = lifter->occupancy(out, queries)[0].to(torch::kFloat);
            figures[name + "entropy"] +=
                share * torch::binary_cross_entropy_with_logits(logits, truth.inside[0]).item<double>();
            const FieldOverlap overlap = fieldOverlap(logits, truth.inside[0]);
            figures[name + "iou"] += share * overlap.iou;
            if (overlap.fill < FieldOverlap::kFull) gains.push_back(overlap.gain());
        };
        measure(queriesUnder(out.camera, votesOf(out.camera).argmax(1), truth), "", gain);
        measure(truth.queries, "true.", trueGain);
    }
    figures["gain"] = median(gain);
    figures["true.gain"] = median(trueGain);
    return figures;
}

}  // namespace

void trainField(const FieldStageOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    const nn::LifterOptions network =
        nn::LifterOptions::fromMetadata(nn::Safetensors(options.train.warmStart).metadata());
    nn::Lifter lifter(network);
    for (auto& parameter : lifter->named_parameters())
        parameter.value().set_requires_grad(parameter.key().starts_with("field"));
    Trainer trainer(options.train, lifter.ptr(), network.metadata());
    const auto pairs = static_cast<uint64_t>((options.train.batch + 1) / 2);
    Stream<std::vector<LifterSample>> stream(
        [&](uint64_t step) { return makeLifterSamples(options.data, step * pairs, options.train.batch); },
        options.workers, static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const LifterBatch truth = lifterBatch(stream.next());
        const nn::LifterOutput out = lifter->forward(truth.picture);
        const torch::Tensor chosen = torch::multinomial(votesOf(out.camera), 1).squeeze(1);
        const torch::Tensor known = torch::rand({truth.queries.size(0), 1, 1}) < options.truePose;
        const torch::Tensor queries = torch::where(known, truth.queries, queriesUnder(out.camera, chosen, truth));
        const torch::Tensor loss =
            torch::binary_cross_entropy_with_logits(lifter->occupancy(out, queries).to(torch::kFloat), truth.inside);
        return StepLoss{loss, {}};
    };
    LifterDataOptions held = options.data;
    held.seed = synth::kValidationSeed;
    const std::vector<LifterSample> unseen = makeLifterSamples(held, 0, options.evaluate);
    const auto evaluate = [&] { return figuresOf(lifter, unseen); };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

}  // namespace img2cadseq::learn
