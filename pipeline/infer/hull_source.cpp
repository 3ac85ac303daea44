#include <algorithm>
#include <mutex>

#include "cad/validity.h"
#include "fit/hull.h"
#include "fit/placement.h"
#include "fit/score.h"
#include "infer/candidate_source.h"

namespace img2cadseq::infer {
namespace {

constexpr PlacementOptions kBriefly{.coarse = 120, .fine = 0};

/// The visual hull along each axis over the whole predicted box, for every camera worth trying; what explains the
/// picture best comes first.
class HullSource : public CandidateSource {
public:
    std::string name() const override { return "visual hull"; }
    int count(const Observation& observation) const override {
        return observation.view ? 3 * static_cast<int>(observation.guesses.size()) : 0;
    }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        std::call_once(asked_, [&] { found_ = bestFirst(observation); });
        if (static_cast<size_t>(k) >= found_.size()) return std::nullopt;
        return found_[static_cast<size_t>(k)];
    }

private:
    static std::vector<Proposal> bestFirst(const Observation& observation) {
        const Scorer scorer(observation);
        std::vector<std::pair<double, Proposal>> ranked;
        std::vector<CameraGuess> guesses = observation.guesses;
        guesses.front() = {observation.view->camera, observation.boxSize};
        for (const CameraGuess& guess : guesses)
            for (int axis = 0; axis < 3; ++axis) {
                const double half = guess.boxSize[axis] / 2;
                CadSequence made = hullProposal(observation.view->mask, guess.camera, axis, -half, half, guess.boxSize);
                if (made.blocks.empty() || !isValid(made)) continue;
                Placement there = placed(made, {guess.camera, guess.boxSize}, scorer, kBriefly);
                ranked.emplace_back(there.value,
                                    Proposal{std::move(there.sequence), there.from.camera, there.from.boxSize});
            }
        std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<Proposal> out;
        for (auto& one : ranked) out.push_back(std::move(one.second));
        return out;
    }

    mutable std::once_flag asked_;
    mutable std::vector<Proposal> found_;
};

class SilhouetteSource : public CandidateSource {
public:
    std::string name() const override { return "silhouette"; }
    int count(const Observation& observation) const override { return observation.view ? 1 : 0; }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int, std::stop_token) const override {
        CadSequence sequence = silhouetteProposal(observation.view->mask, observation.view->camera);
        if (sequence.blocks.empty()) return std::nullopt;
        return Proposal{std::move(sequence)};
    }
};

}  // namespace

std::shared_ptr<const CandidateSource> silhouetteSource() { return std::make_shared<SilhouetteSource>(); }
std::shared_ptr<const CandidateSource> hullSource() { return std::make_shared<HullSource>(); }

}  // namespace img2cadseq::infer
