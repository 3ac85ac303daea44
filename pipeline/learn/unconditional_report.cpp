#include "learn/unconditional_report.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

#include <torch/torch.h>

#include "codes/features.h"
#include "core/error.h"
#include "core/log.h"
#include "csg/solid.h"
#include "learn/part_sample.h"
#include "nn/attempts.h"
#include "nn/sampler.h"

namespace img2cadseq::learn {
namespace {

using metrics::Cloud;

std::optional<Cloud> cloudOf(const CadSequence& part, uint64_t index) {
    try {
        return metrics::inUnitBall(
            csg::pointsOf(csg::Solid(part).sampleSurface(metrics::kSetPoints, Random(0x5E75ull, index))));
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// Parts as they come, kept as clouds.
class PartSet {
public:
    PartSet(const PartGate& gate, std::stop_token stop) : gate_(gate), stop_(std::move(stop)) {}

    /// Whether a part that was just drawn passes.
    bool passes(const CadSequence& part) {
        if (stop_.stop_requested()) throw Error(ErrorCode::Stopped, "stopped");
        ++figures_.draws;
        return !part.blocks.empty() && gate_(part);
    }

    void add(const CadSequence& part, bool passed) {
        const auto index = static_cast<uint64_t>(figures_.asked++);
        if (!passed) return;
        auto cloud = cloudOf(part, index);
        if (!cloud) return;
        ++figures_.valid;
        clouds_.push_back(std::move(*cloud));
    }

    SetFigures against(const std::vector<Cloud>& references) const {
        SetFigures figures = figures_;
        figures.seconds = seconds_ / std::max(1, figures.asked);
        figures.distances = metrics::compareSets(clouds_, references, 1, stop_);
        return figures;
    }

    void ended() {
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
        logInfo(figures_.asked, " parts in ", figures_.draws, " draws, ", figures_.valid, " valid");
    }
    const std::vector<Cloud>& clouds() const { return clouds_; }

private:
    const PartGate& gate_;
    std::stop_token stop_;
    const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double seconds_ = 0.0;
    SetFigures figures_;
    std::vector<Cloud> clouds_;
};

PartSet generated(uint64_t seed, int count, const PartGate& gate, const std::stop_token& stop) {
    SampleOptions data;
    data.seed = seed;
    data.points = 1024;  // for the pose alone
    data.clean = 1.0;
    PartSet set(gate, stop);
    for (int i = 0; i < count; ++i) {
        const CadSequence part = makePartSample(data, static_cast<uint64_t>(i)).sequence;
        set.add(part, set.passes(part));
    }
    set.ended();
    return set;
}

PartSet sampled(const UnconditionalOptions& options, const PartGate& gate, const std::stop_token& stop) {
    nn::Codec codec = nn::loadCodec(options.codes);
    nn::Denoiser denoiser = nn::loadDenoiser(options.weights);
    const torch::InferenceMode noGradients;
    nn::SamplerOptions sampler;
    sampler.seed = options.sampleSeed;
    sampler.steps = options.steps;
    sampler.temperature = options.temperature;
    sampler.settle = options.settle;
    PartSet set(gate, stop);
    const auto count = static_cast<uint64_t>(options.samples);
    for (uint64_t first = 0; first < count; first += nn::kGroup) {
        const uint64_t some = std::min<uint64_t>(nn::kGroup, count - first);
        std::vector<CadSequence> parts(some);
        std::vector<bool> passed(some, false);
        const auto left = [&] { return std::find(passed.begin(), passed.end(), false) != passed.end(); };
        for (int attempt = 0; attempt < options.attempts && left(); ++attempt) {
            const auto trees =
                nn::drawTrees(codec, denoiser, {}, sampler, nn::attemptAt(first, attempt), some, {}, {}, stop);
            for (size_t i = 0; i < some; ++i) {
                if (passed[i]) continue;
                const nn::DrawnTree& drawn = trees.at(i);
                parts[i] = codes::toSequence(codec->decode(codes::readTree(drawn.tree), &drawn.corrections), true);
                passed[i] = set.passes(parts[i]);
            }
        }
        for (size_t i = 0; i < some; ++i) set.add(parts[i], passed[i]);
    }
    set.ended();
    return set;
}

}  // namespace

UnconditionalReport reportUnconditional(const UnconditionalOptions& options, const PartGate& gate,
                                        std::stop_token stop) {
    const PartGate any = [](const CadSequence&) { return true; };
    const PartSet references = generated(options.seed, options.references, any, stop);
    const PartSet fresh = generated(options.seed + 1, options.samples, gate, stop);
    const PartSet samples = sampled(options, gate, stop);
    return {samples.against(references.clouds()), fresh.against(references.clouds())};
}

}  // namespace img2cadseq::learn
