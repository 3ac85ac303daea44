#include "fit/hull.h"
#include "infer/candidate_source.h"

namespace img2cadseq::infer {
namespace {

/// The visual hull along each axis over the whole predicted box, for every camera worth trying.
class HullSource : public CandidateSource {
public:
    std::string name() const override { return "visual hull"; }
    int count(const Observation& observation) const override {
        return observation.view ? 3 * static_cast<int>(observation.guesses.size()) : 0;
    }
    std::optional<Proposal> propose(const Observation& observation, uint64_t, int k, std::stop_token) const override {
        const CameraGuess& guess = observation.guesses[static_cast<size_t>(k / 3)];
        const int axis = k % 3;
        const double half = guess.boxSize[axis] / 2;
        CadSequence sequence = hullProposal(observation.view->mask, guess.camera, axis, -half, half, guess.boxSize);
        if (sequence.blocks.empty()) return std::nullopt;
        return Proposal{std::move(sequence), guess.camera, guess.boxSize};
    }
};

}  // namespace

std::shared_ptr<const CandidateSource> hullSource() { return std::make_shared<HullSource>(); }

}  // namespace img2cadseq::infer
