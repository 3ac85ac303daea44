#include "infer/construction_agreement.h"

#include <algorithm>

namespace img2cadseq::infer {

ConstructionAgreement::ConstructionAgreement(std::shared_ptr<const AlignedParts> aligned,
                                             const Observation& observation)
    : aligned_(std::move(aligned)), pose_(nn::networkPose(observation.cloud)) {
    const nn::Evidence evidence{&observation.cloud, &observation.edges,
                                observation.occupancy ? &*observation.occupancy : nullptr};
    seen_ = aligned_->aligner().ofEvidence(evidence, pose_);
}

double ConstructionAgreement::of(const CadSequence& sequence) const {
    return std::clamp(nn::agreementOf(seen_, aligned_->aligner().ofSequence(sequence, pose_)), 0.0, 1.0);
}

}  // namespace img2cadseq::infer
