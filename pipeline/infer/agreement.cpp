#include "infer/agreement.h"

#include <algorithm>

namespace img2cadseq::infer {

Agreement::Agreement(std::shared_ptr<const AlignedParts> aligned, const Observation& observation)
    : aligned_(std::move(aligned)), pose_(nn::networkPose(observation.cloud)) {
    const nn::Evidence evidence{&observation.cloud, &observation.edges,
                                observation.occupancy ? &*observation.occupancy : nullptr};
    seen_ = aligned_->aligner().ofEvidence(evidence, pose_);
}

double Agreement::of(const CadSequence& sequence) const {
    return std::clamp(nn::agreementOf(seen_, aligned_->aligner().ofSequence(sequence, pose_)), 0.0, 1.0);
}

}  // namespace img2cadseq::infer
