#pragma once
// What the alignment of clouds and sequences says of a candidate: how well its construction goes with what is seen.

#include <memory>

#include "fit/observation.h"
#include "infer/aligned_parts.h"

namespace img2cadseq::infer {

/// Of one observation, which must outlive it and have a cloud. Thread-safe.
class ConstructionAgreement {
public:
    ConstructionAgreement(std::shared_ptr<const AlignedParts> aligned, const Observation& observation);
    /// 0 ... 1; 0 for what has no room in the code tree. `sequence` in the observation's frame.
    double of(const CadSequence& sequence) const;

private:
    std::shared_ptr<const AlignedParts> aligned_;
    Similarity pose_;
    nn::Embedding seen_;
};

}  // namespace img2cadseq::infer
