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
constexpr HullOptions kFine{.resolution = 192, .sections = 9, .margin = 0.15};
constexpr size_t kAgain = 3;  ///< of the best hulls are traced a second time

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
    struct Hull {
        Placement there;
        int axis = 0;
    };

    static std::vector<Proposal> bestFirst(const Observation& observation) {
        const Scorer scorer(observation);
        std::vector<Hull> ranked;
        std::vector<CameraGuess> guesses = observation.guesses;
        guesses.front() = {observation.view->camera, observation.boxSize};
        for (const CameraGuess& guess : guesses)
            for (int axis = 0; axis < 3; ++axis) {
                const double half = guess.boxSize[axis] / 2;
                CadSequence made = hullProposal(observation.view->mask, guess.camera, axis, -half, half, guess.boxSize);
                if (made.blocks.empty() || !isValid(made)) continue;
                ranked.push_back({placed(made, {guess.camera, guess.boxSize}, scorer, kBriefly), axis});
            }
        sort(ranked);
        const size_t again = std::min(kAgain, ranked.size());
        for (size_t i = 0; i < again; ++i) tracedAgain(ranked[i], observation, scorer);
        sort(ranked);
        std::vector<Proposal> out;
        for (Hull& one : ranked)
            out.push_back({std::move(one.there.sequence), one.there.from.camera, one.there.from.boxSize});
        return out;
    }

    /// The hull under the camera that the first one led to follows the outline more closely.
    static void tracedAgain(Hull& hull, const Observation& observation, const Scorer& scorer) {
        const Extent extent = hull.there.sequence.blocks.front().extent;
        const CadSequence made = hullProposal(observation.view->mask, hull.there.from.camera, hull.axis, extent.low,
                                              extent.high, hull.there.from.boxSize, kFine);
        if (made.blocks.empty() || !isValid(made)) return;
        Placement there = placed(made, hull.there.from, scorer, kBriefly);
        if (there.value > hull.there.value) hull.there = std::move(there);
    }

    static void sort(std::vector<Hull>& hulls) {
        std::stable_sort(hulls.begin(), hulls.end(),
                         [](const Hull& a, const Hull& b) { return a.there.value > b.there.value; });
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
