#include "learn/close_stage.h"

#include <algorithm>

#include <torch/torch.h>

#include "geometry/mask_patches.h"
#include "learn/close_sample.h"
#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/lifter.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

using nn::LifterImpl;

constexpr double kEdgeWeight = 0.3, kOpeningWeight = 3.0;
/// Samples show openings more often than parts of photographs do, and what is drilled for nothing costs more than what
/// is missed: logits are learnt with this added, and read without it.
constexpr double kMoreOften = 3.0;
constexpr int kReach = 2;  ///< pixels beside an opening that are still it

struct CloseBatch {
    torch::Tensor picture, edges, openings, large;
};

CloseBatch closeBatch(const std::vector<CloseSample>& samples, torch::Device device) {
    const auto count = static_cast<int64_t>(samples.size());
    const auto stacked = [&](const std::vector<float> CloseSample::*member, std::vector<int64_t> shape) {
        std::vector<torch::Tensor> all;
        for (const CloseSample& one : samples) all.push_back(torch::tensor(one.*member));
        return torch::stack(all).view(shape).to(device);
    };
    return {stacked(&CloseSample::picture,
                    {count, LifterImpl::kChannels, LifterImpl::kPictureSide, LifterImpl::kPictureSide}),
            stacked(&CloseSample::edge, {count, LifterImpl::kEdgeSide, LifterImpl::kEdgeSide}),
            stacked(&CloseSample::openings, {count, LifterImpl::kEdgeSide, LifterImpl::kEdgeSide}),
            stacked(&CloseSample::large, {count, LifterImpl::kEdgeSide, LifterImpl::kEdgeSide})};
}

/// Mean over what is not `left` out.
torch::Tensor closeEntropy(const torch::Tensor& logits, const torch::Tensor& shares, const torch::Tensor& left = {}) {
    const torch::Tensor each =
        torch::binary_cross_entropy_with_logits(logits.to(torch::kFloat), shares, {}, {}, at::Reduction::None);
    return left.defined() ? (each * (1.0 - left)).sum() / (1.0 - left).sum().clamp_min(1.0) : each.mean();
}

/// What is marked, and all within `reach` pixels.
torch::Tensor widened(const torch::Tensor& marked, int reach) {
    return torch::max_pool2d(marked.unsqueeze(0).unsqueeze(0), 2 * reach + 1, 1, reach).squeeze(0).squeeze(0);
}

Mask maskOf(const torch::Tensor& marked) {
    const torch::Tensor plain = marked.contiguous();
    Mask mask(static_cast<int>(plain.size(1)), static_cast<int>(plain.size(0)));
    std::transform(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel(), mask.data.begin(),
                   [](float m) { return m > 0.0f ? uint8_t{255} : uint8_t{0}; });
    return mask;
}

struct Counts {
    int touching = 0, all = 0;
};

/// Of the patches of `marked` that may be small openings, how many touch `other`; 0 / 1 maps.
Counts patchesTouching(const torch::Tensor& marked, const torch::Tensor& other) {
    constexpr size_t kFewest = 4;
    const Mask there = maskOf(other);
    Counts counts;
    for (const auto& patch : patchesOf(maskOf(marked))) {
        if (patch.size() < kFewest || patch.size() > kSmallOpening) continue;
        ++counts.all;
        counts.touching += std::any_of(patch.begin(), patch.end(), [&](const Pixel& p) { return there.at(p.x, p.y); });
    }
    return counts;
}

struct Tally {
    double entropy = 0.0, found = 0.0, patches = 0.0, wrong = 0.0;

    void add(const torch::Tensor& logits, const CloseBatch& truth, double more) {
        const torch::Tensor large = truth.large[0], real = (truth.openings[0] > 0.49).to(torch::kFloat) * (1.0 - large),
                            said = (logits > 0).to(torch::kFloat) * (1.0 - large);
        entropy += closeEntropy(logits + more, truth.openings[0], large).item<double>();
        const Counts hit = patchesTouching(real, widened(said, kReach)),
                     right = patchesTouching(said, widened(real, kReach));
        found += hit.touching, patches += hit.all, wrong += right.all - right.touching;
    }
    void write(const std::string& name, double count, std::map<std::string, double>& figures) const {
        figures[name + "entropy"] = entropy / count;
        figures[name + "found"] = found / std::max(1.0, patches);
        figures[name + "false"] = 100.0 * wrong / count;
    }
};

std::map<std::string, double> closeFigures(nn::Lifter& lifter, const std::vector<CloseSample>& samples) {
    const torch::NoGradGuard guard;
    Tally before, now;
    double edges = 0.0;
    for (const CloseSample& sample : samples) {
        const CloseBatch truth = closeBatch({sample}, torch::kCPU);
        const nn::LifterOutput out = lifter->forward(truth.picture);
        const nn::CloseOutput close = lifter->close(truth.picture, out);
        before.add(out.openings[0].to(torch::kFloat), truth, 0.0);
        now.add(close.openings[0].to(torch::kFloat), truth, kMoreOften);
        edges += closeEntropy(close.edges, truth.edges).item<double>();
    }
    std::map<std::string, double> figures;
    const auto count = static_cast<double>(samples.size());
    before.write("before.", count, figures);
    now.write("", count, figures);
    figures["edges"] = edges / count;
    return figures;
}

}  // namespace

void trainClose(const CloseStageOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    nn::LifterOptions network = nn::LifterOptions::fromMetadata(nn::Safetensors(options.train.warmStart).metadata());
    if (network.close == 0) network.close = options.width;
    nn::Lifter lifter(network);
    for (auto& parameter : lifter->named_parameters())
        parameter.value().set_requires_grad(parameter.key().starts_with("close"));
    Trainer trainer(options.train, lifter.ptr(), network.metadata());
    const auto pairs = static_cast<uint64_t>((options.train.batch + 1) / 2);
    Stream<std::vector<CloseSample>> stream(
        [&](uint64_t step) { return makeCloseSamples(options.data, step * pairs, options.train.batch); },
        options.workers, static_cast<uint64_t>(trainer.firstStep()));
    const auto forward = [&](int64_t) {
        const CloseBatch truth = closeBatch(stream.next(), trainer.device());
        const nn::LifterOutput seen = [&] {
            const torch::NoGradGuard asItIs;
            return lifter->forward(truth.picture);
        }();
        const nn::CloseOutput close = lifter->close(truth.picture, seen);
        const torch::Tensor openings = closeEntropy(close.openings + kMoreOften, truth.openings, truth.large),
                            edges = closeEntropy(close.edges, truth.edges);
        return StepLoss{kOpeningWeight * openings + kEdgeWeight * edges,
                        {{"openings", openings.detach()}, {"edges", edges.detach()}}};
    };
    LifterDataOptions held = options.data;
    held.seed = synth::kValidationSeed;
    const std::vector<CloseSample> unseen = makeCloseSamples(held, 0, options.evaluate);
    const auto evaluate = [&] { return closeFigures(lifter, unseen); };
    trainer.run(forward, options.evaluate > 0 ? Trainer::Evaluate(evaluate) : Trainer::Evaluate(), stop);
}

}  // namespace img2cadseq::learn
