#include "infer/diffusion_source.h"

#include <limits>
#include <map>

#include "cad/validity.h"
#include "core/error.h"
#include "fit/score.h"
#include "infer/expected_best.h"
#include "infer/same_part.h"
#include "nn/generator.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kLeastPoints = 64;
constexpr uint64_t kTogether = 4;  ///< draws that the sampler computes at once, whatever is asked for
constexpr uint64_t kPool = 24;     ///< draws of a picture, of which those are offered that stand for most

std::vector<int> tokensOf(const codes::CodeTree& tree) {
    std::vector<int> tokens;
    for (const codes::Slot& slot : tree) tokens.insert(tokens.end(), slot.begin(), slot.end());
    return tokens;
}

/// Draws with the trees they went through, by candidate.
struct Drawn {
    std::vector<nn::GeneratedSequence> sequences;
    std::map<uint64_t, std::vector<nn::GeneratorStep>> steps;
};

/// Draws of one picture, each with the cells that it fills of a grid over the predicted box.
struct Pool {
    Drawn drawn;
    std::vector<size_t> usable;  ///< those that are parts
    std::vector<std::vector<bool>> inside;
    std::vector<size_t> order;  ///< of `usable`, best first
};

Box3 gridBox(const Vec3& size) {
    constexpr double kReach = 0.6;  ///< of the predicted sides: parts may be greater
    Box3 box;
    box.add(size * kReach);
    box.add(size * -kReach);
    return box;
}

class DiffusionSource : public CandidateSource {
public:
    DiffusionSource(std::shared_ptr<const nn::Generator> generator, const DiffusionOptions& options)
        : generator_(std::move(generator)), options_(options) {}

    std::string name() const override { return "diffusion"; }

    int count(const Observation& observation) const override {
        if (options_.unconditional) return std::numeric_limits<int>::max();
        if (observation.cloud.size() < kLeastPoints) return 0;
        return observation.view ? static_cast<int>(kPool) : std::numeric_limits<int>::max();
    }

    std::optional<Proposal> propose(const Observation& observation, uint64_t seed, int k,
                                    std::stop_token stop) const override {
        const auto index = static_cast<uint64_t>(k);
        if (options_.unconditional) {
            const auto drawn = together(seed, index / kTogether, stop);
            return proposal(*drawn, index % kTogether, nullptr);
        }
        if (observation.view) {
            const auto pool = poolOf(observation, seed, stop);
            if (index >= pool->order.size()) return std::nullopt;
            return proposal(pool->drawn, pool->usable[pool->order[index]], &observation.cloud);
        }
        const Drawn drawn = draw({&observation.cloud}, seed, index * kDrawsEach, kDrawsEach, stop);
        return proposal(drawn, bestOf(drawn, observation), &observation.cloud);
    }

private:
    Drawn draw(const nn::Evidence& evidence, uint64_t seed, uint64_t first, uint64_t count,
               std::stop_token stop) const {
        nn::GeneratorOptions options;
        options.seed = seed;
        options.steps = options_.steps;
        options.guidance = options_.guidance;
        Drawn drawn;
        drawn.sequences = generator_->generate(
            evidence, options, first, count,
            [&](const nn::GeneratorStep& step) { drawn.steps[step.candidate].push_back(step); }, stop);
        return drawn;
    }

    std::shared_ptr<const Drawn> together(uint64_t seed, uint64_t group, std::stop_token stop) const {
        const std::lock_guard guard(mutex_);
        auto& known = groups_[{seed, group}];
        if (!known)
            known = std::make_shared<const Drawn>(draw({}, seed, group * kTogether, kTogether, std::move(stop)));
        return known;
    }

    std::shared_ptr<const Pool> poolOf(const Observation& observation, uint64_t seed, std::stop_token stop) const {
        const std::lock_guard guard(mutex_);
        if (pool_ && poolSeed_ == seed) return pool_;
        auto pool = std::make_shared<Pool>();
        const PointCloud* edges = observation.edges.size() > 0 ? &observation.edges : nullptr;
        pool->drawn = draw({&observation.cloud, edges}, seed, 0, kPool, std::move(stop));
        for (size_t i = 0; i < pool->drawn.sequences.size(); ++i) {
            const CadSequence& sequence = pool->drawn.sequences[i].sequence;
            if (!isValid(sequence)) continue;
            try {
                pool->inside.push_back(insideGrid(csg::Solid(sequence), gridBox(observation.boxSize)));
                pool->usable.push_back(i);
            } catch (const Error&) {
                continue;  // no solid
            }
        }
        pool->order = byExpectedBest(pool->inside);
        pool_ = std::move(pool);
        poolSeed_ = seed;
        return pool_;
    }

    /// The draw that explains the observation best; the first where none can be built.
    static size_t bestOf(const Drawn& drawn, const Observation& observation) {
        const Scorer scorer(observation);
        const Standpoint from{observation.view ? observation.view->camera : Camera{}, observation.boxSize};
        size_t best = 0;
        double most = -1.0;
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
    mutable std::shared_ptr<const Pool> pool_;
    mutable uint64_t poolSeed_ = 0;
};

}  // namespace

DiffusionNetworks::Loaded DiffusionNetworks::load(const std::filesystem::path& folder) {
    const std::lock_guard guard(mutex_);
    if (folder.empty())
        throw Error(ErrorCode::BadWeights, "there are no weights beside the program",
                    "name their folder: --models DIR");
    if (!loaded_.generator || folder_ != folder) {
        loaded_ = {std::make_shared<const nn::Generator>(folder),
                   weightHashes(folder, {"codes.safetensors", "diffusion.safetensors"})};
        folder_ = folder;
    }
    return loaded_;
}

std::shared_ptr<const CandidateSource> diffusionSource(std::shared_ptr<const nn::Generator> generator,
                                                       const DiffusionOptions& options) {
    return std::make_shared<DiffusionSource>(std::move(generator), options);
}

}  // namespace img2cadseq::infer
