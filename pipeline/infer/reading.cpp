#include "infer/reading.h"

#include <cmath>

#include "infer/critic_view.h"

namespace img2cadseq::infer {

LoadedCritic::LoadedCritic(const std::filesystem::path& folder)
    : critic(folder / kCriticFile), hashes(weightHashes(folder, {kCriticFile})) {}

Standpoint standpoint(const Candidate& candidate, const Observation& observation) {
    return {candidate.camera, candidate.boxSize == Vec3{} ? observation.boxSize : candidate.boxSize};
}

Reading::Reading(const Observation& observation, Judges judges) : judges_(std::move(judges)), scorer_(observation) {
    if (!observation.view || observation.cloud.positions.empty()) return;
    if (judges_.aligned) agreement_.emplace(judges_.aligned, observation);
    if (judges_.critic) picture_ = criticPicture(*observation.view);
}

Score Reading::score(const Candidate& candidate, const csg::Solid& solid) const {
    Score score = scorer_.score(candidate.sequence, solid, standpoint(candidate, observation()));
    if (agreement_) {
        score.agreement = agreement_->of(candidate.sequence);
        score.total += kAgreementWeight * score.agreement;
    }
    return score;
}

double Reading::promise(const Candidate& candidate, const csg::Solid& solid) const {
    Candidate scored = candidate;
    scored.score = score(candidate, solid);
    if (!picture_) return scored.score.total;
    const nn::CriticCandidate seen = criticCandidate(scored, observation());
    return scored.score.total + kCriticWeight * judges_.critic->critic.overlaps(*picture_, {&seen, 1}).front();
}

}  // namespace img2cadseq::infer
