#include "fit/hull.h"
#include "infer/candidate_source.h"

namespace img2cadseq::infer {
namespace {

/// The visual hull along each axis, over the whole predicted box.
class HullSource : public CandidateSource {
public:
    std::string name() const override { return "visual hull"; }
    int count(const Observation& observation) const override { return observation.view ? 3 : 0; }
    std::optional<CadSequence> propose(const Observation& observation, uint64_t, int k,
                                       std::stop_token) const override {
        const View& view = *observation.view;
        const double half = observation.boxSize[k] / 2;
        CadSequence sequence = hullProposal(view.mask, view.camera, k, -half, half, observation.boxSize);
        if (sequence.blocks.empty()) return std::nullopt;
        return sequence;
    }
};

}  // namespace

std::shared_ptr<const CandidateSource> hullSource() { return std::make_shared<HullSource>(); }

}  // namespace img2cadseq::infer
