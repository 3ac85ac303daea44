#include "infer/reading.h"

namespace img2cadseq::infer {

Standpoint standpoint(const Candidate& candidate, const Observation& observation) {
    return {candidate.camera, candidate.boxSize == Vec3{} ? observation.boxSize : candidate.boxSize};
}

Reading::Reading(const Observation& observation, std::shared_ptr<const AlignedParts> aligned) : scorer_(observation) {
    if (aligned && observation.view && !observation.cloud.positions.empty())
        agreement_.emplace(std::move(aligned), observation);
}

Score Reading::score(const Candidate& candidate, const csg::Solid& solid) const {
    Score score = scorer_.score(candidate.sequence, solid, standpoint(candidate, observation()));
    if (agreement_) {
        score.agreement = agreement_->of(candidate.sequence);
        score.total += kAgreementWeight * score.agreement;
    }
    return score;
}

}  // namespace img2cadseq::infer
