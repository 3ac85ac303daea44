#include "learn/close_stage.h"

#include <torch/torch.h>

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
constexpr int kReach = 2;  ///< pixels beside an opening that are still it

struct CloseBatch {
    torch::Tensor picture, edges, openings;
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
            stacked(&CloseSample::openings, {count, LifterImpl::kEdgeSide, LifterImpl::kEdgeSide})};
}

torch::Tensor closeEntropy(const torch::Tensor& logits, const torch::Tensor& shares) {
    return torch::binary_cross_entropy_with_logits(logits.to(torch::kFloat), shares);
}

/// What is marked, and all within `reach` pixels.
torch::Tensor widened(const torch::Tensor& marked, int reach) {
    return torch::max_pool2d(marked.unsqueeze(0).unsqueeze(0), 2 * reach + 1, 1, reach).squeeze(0).squeeze(0);
}

/// Patches of `marked` that touch `other`, and all of them; 0 / 1 maps. A patch is what grows together.
std::pair<int, int> touched(const torch::Tensor& marked, const torch::Tensor& other) {
    torch::Tensor left = marked.clone();
    std::pair<int, int> counts{0, 0};
    while (left.any().item<bool>()) {
        const torch::Tensor first = torch::nonzero(left)[0];
        torch::Tensor patch = torch::zeros_like(left);
        patch[first[0].item<int64_t>()][first[1].item<int64_t>()] = 1.0f;
        for (double before = 0.0, now = 1.0; now > before;) {
            before = now;
            patch = widened(patch, 1) * left;
            now = patch.sum().item<double>();
        }
        counts.first += (patch * other).any().item<bool>();
        ++counts.second;
        left = left * (1.0 - patch);
    }
    return counts;
}

struct Tally {
    double entropy = 0.0, both = 0.0, any = 0.0, found = 0.0, patches = 0.0, wrong = 0.0;

    void add(const torch::Tensor& logits, const torch::Tensor& shares) {
        const torch::Tensor real = (shares > 0.49).to(torch::kFloat), said = (logits > 0).to(torch::kFloat);
        entropy += closeEntropy(logits, shares).item<double>();
        both += (real * said).sum().item<double>();
        any += torch::max(real, said).sum().item<double>();
        const auto [hit, all] = touched(real, widened(said, kReach));
        const auto [right, saidAll] = touched(said, widened(real, kReach));
        found += hit, patches += all, wrong += saidAll - right;
    }
    void write(const std::string& name, double count, std::map<std::string, double>& figures) const {
        figures[name + "entropy"] = entropy / count;
        figures[name + "iou"] = both / std::max(1.0, any);
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
        before.add(out.openings[0].to(torch::kFloat), truth.openings[0]);
        now.add(close.openings[0].to(torch::kFloat), truth.openings[0]);
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
        const torch::Tensor openings = closeEntropy(close.openings, truth.openings),
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
