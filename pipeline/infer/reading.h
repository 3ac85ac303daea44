#pragma once
// One way to take what is observed, with all that is asked about a candidate under it.

#include <optional>

#include "fit/score.h"
#include "infer/construction_agreement.h"

namespace img2cadseq::infer {

/// Thread-safe. The observation must outlive it.
class Reading {
public:
    /// `aligned` null: the agreement of construction and picture is left out.
    Reading(const Observation& observation, std::shared_ptr<const AlignedParts> aligned);

    /// All evidence, and for pictures what the alignment says.
    Score score(const Candidate& candidate, const csg::Solid& solid) const;

    const Scorer& scorer() const { return scorer_; }
    const Observation& observation() const { return scorer_.observation(); }

private:
    const Scorer scorer_;
    std::optional<ConstructionAgreement> agreement_;
};

/// How much of the total the agreement of construction and picture is.
inline constexpr double kAgreementWeight = 0.02;

/// As a candidate of the observation is seen.
Standpoint standpoint(const Candidate& candidate, const Observation& observation);

}  // namespace img2cadseq::infer
