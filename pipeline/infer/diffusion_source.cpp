#include "infer/diffusion_source.h"

#include <algorithm>
#include <limits>
#include <map>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/score.h"
#include "infer/sized_part.h"
#include "nn/attempts.h"
#include "nn/generator.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kLeastPoints = 64;
/// Lower ones repeat themselves, at higher ones too little can be built; what cannot is drawn again.
constexpr double kInventedTemperature = 0.9;
constexpr double kBuiltMm = 100.0;
constexpr uint64_t kTogether = 4;  ///< draws that the sampler computes at once, whatever is asked for

std::vector<int> tokensOf(const codes::CodeTree& tree) {
    std::vector<int> tokens;
    for (const codes::Slot& slot : tree) tokens.insert(tokens.end(), slot.begin(), slot.end());
    return tokens;
}

bool canBeBuilt(const CadSequence& sequence) {
    try {
        requireValid(sequence);
        return sized(sequence, csg::Solid(sequence), kBuiltMm).exact.solid != nullptr;
    } catch (const Error&) {
        return false;
    }
}

nn::Evidence evidenceOf(const Observation& observation) {
    nn::Evidence evidence{&observation.cloud, &observation.edges};
    if (observation.occupancy) evidence.occupancy = &*observation.occupancy;
    if (observation.view) evidence.tokens = &observation.tokens, evidence.camera = &observation.view->camera;
    return evidence;
}

/// Draws with the trees they went through, by candidate.
struct Drawn {
    std::vector<nn::GeneratedSequence> sequences;
    std::map<uint64_t, std::vector<nn::GeneratorStep>> steps;
};

class DiffusionSource : public CandidateSource {
public:
    DiffusionSource(std::shared_ptr<const nn::Generator> generator, const DiffusionOptions& options)
        : generator_(std::move(generator)), options_(options) {}

    std::string name() const override { return "diffusion"; }

    int count(const Observation& observation) const override {
        return options_.unconditional || observation.cloud.size() >= kLeastPoints ? std::numeric_limits<int>::max() : 0;
    }

    std::optional<Proposal> propose(const Observation& observation, uint64_t seed, int k,
                                    std::stop_token stop) const override {
        const auto index = static_cast<uint64_t>(k);
        if (options_.unconditional) {
            const auto drawn = together(seed, index / kTogether, stop);
            return proposal(*drawn, index % kTogether, nullptr);
        }
        const nn::Evidence evidence = evidenceOf(observation);
        const Drawn drawn = draw(evidence, seed, index * kDrawsEach, kDrawsEach, stop);
        return proposal(drawn, bestOf(drawn, observation), &observation.cloud);
    }

private:
    Drawn draw(const nn::Evidence& evidence, uint64_t seed, uint64_t first, uint64_t count,
               std::stop_token stop) const {
        nn::GeneratorOptions options;
        options.seed = seed;
        options.steps = options_.steps;
        options.guidance = options_.guidance;
        if (options_.unconditional) options.temperature = kInventedTemperature;
        Drawn drawn;
        drawn.sequences = generator_->generate(
            evidence, options, first, count,
            [&](const nn::GeneratorStep& step) { drawn.steps[step.candidate].push_back(step); }, stop);
        return drawn;
    }

    std::shared_ptr<const Drawn> together(uint64_t seed, uint64_t group, std::stop_token stop) const {
        const std::lock_guard guard(mutex_);
        auto& known = groups_[{seed, group}];
        if (!known) known = std::make_shared<const Drawn>(invented(seed, group * kTogether, stop));
        return known;
    }

    /// Each drawn again until it can be built; as it came at first where it never can.
    Drawn invented(uint64_t seed, uint64_t first, const std::stop_token& stop) const {
        Drawn drawn = draw({}, seed, first, kTogether, stop);
        std::vector<bool> sound;
        for (const nn::GeneratedSequence& one : drawn.sequences) sound.push_back(canBeBuilt(one.sequence));
        for (int attempt = 1; attempt < nn::kAttempts; ++attempt) {
            if (std::find(sound.begin(), sound.end(), false) == sound.end()) break;
            Drawn again = draw({}, seed, nn::attemptAt(first, attempt), kTogether, stop);
            for (size_t i = 0; i < sound.size(); ++i) {
                if (sound[i] || !canBeBuilt(again.sequences[i].sequence)) continue;
                sound[i] = true;
                drawn.sequences[i] = std::move(again.sequences[i]);
            }
            drawn.steps.merge(again.steps);
        }
        return drawn;
    }

    /// The draw that explains the observation best; the first where none can be built.
    static size_t bestOf(const Drawn& drawn, const Observation& observation) {
        const Scorer scorer(observation);
        const Standpoint from{observation.view ? observation.view->camera : Camera{}, observation.boxSize};
        size_t best = 0;
        double most = kNoSolid;
        for (size_t i = 0; i < drawn.sequences.size(); ++i) {
            const CadSequence& sequence = drawn.sequences[i].sequence;
            if (!isValid(sequence)) continue;
            const double total = scorer.score(sequence, csg::Solid(sequence), from).total;
            if (total > most) best = i, most = total;
        }
        return best;
    }

    std::optional<Proposal> proposal(const Drawn& drawn, size_t i, const PointCloud* cloud) const {
        const nn::GeneratedSequence& chosen = drawn.sequences.at(i);
        if (chosen.sequence.blocks.empty()) return std::nullopt;
        Proposal proposal{chosen.sequence, {}, {}, {}};
        const auto steps = drawn.steps.find(chosen.candidate);
        if (steps == drawn.steps.end()) return proposal;
        const int last = steps->second.back().step;  // small parts are settled in fewer steps than were allowed
        for (const nn::GeneratorStep& step : steps->second)
            proposal.steps.push_back({step.step, last, tokensOf(step.tree), generator_->decoded(step.tree, cloud)});
        return proposal;
    }

    std::shared_ptr<const nn::Generator> generator_;
    DiffusionOptions options_;
    mutable std::mutex mutex_;
    mutable std::map<std::pair<uint64_t, uint64_t>, std::shared_ptr<const Drawn>> groups_;
};

}  // namespace

Diffusion::Diffusion(const std::filesystem::path& folder, const std::string& device)
    : generator(std::make_shared<const nn::Generator>(folder, device)),
      hashes(weightHashes(folder, {"codes.safetensors", kDiffusionFile})) {}

std::shared_ptr<const CandidateSource> diffusionSource(std::shared_ptr<const nn::Generator> generator,
                                                       const DiffusionOptions& options) {
    return std::make_shared<DiffusionSource>(std::move(generator), options);
}

}  // namespace img2cadseq::infer
