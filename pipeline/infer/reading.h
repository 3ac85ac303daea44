#pragma once
// One way to take what is observed, with all that is asked about a candidate under it.

#include <optional>
#include <vector>

#include "fit/score.h"
#include "infer/construction_agreement.h"
#include "infer/judges.h"

namespace img2cadseq::infer {

/// Thread-safe. The observation must outlive it.
class Reading {
public:
    Reading(const Observation& observation, Judges judges);

    /// Everything there is: the evidence, and for pictures what the networks say. Throws Error(BadGeometry) for what is
    /// no solid.
    Score score(const Candidate& candidate, const csg::Solid& solid) const;
    Score score(const Candidate& candidate) const { return score(candidate, csg::Solid(candidate.sequence)); }

    /// How much may become of a proposal that is not brought into place yet: the total, and where there is a critic the
    /// overlap that it expects. Of what is in place the critic tells no more than the evidence does.
    double promise(const Candidate& candidate, const csg::Solid& solid) const;
    double promise(const Candidate& candidate) const { return promise(candidate, csg::Solid(candidate.sequence)); }

    const Scorer& scorer() const { return scorer_; }
    const Observation& observation() const { return scorer_.observation(); }

private:
    const Judges judges_;
    const Scorer scorer_;
    std::optional<ConstructionAgreement> agreement_;  ///< of pictures, where there is an alignment
    std::optional<nn::CriticPicture> picture_;        ///< where there is a critic
};

/// How much of the total the agreement of construction and picture is, and of the promise the expected overlap.
inline constexpr double kAgreementWeight = 0.02, kCriticWeight = 1.0;

/// As a candidate of the reading is seen.
Standpoint standpoint(const Candidate& candidate, const Observation& observation);

}  // namespace img2cadseq::infer
