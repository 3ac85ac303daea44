#pragma once
// Networks that say how good a candidate is, as a folder has them.

#include <filesystem>
#include <memory>

#include "infer/aligned_parts.h"
#include "infer/kept.h"
#include "infer/weights.h"
#include "nn/candidate_critic.h"

namespace img2cadseq::infer {

/// The critic's weights.
struct LoadedCritic {
    /// Throws Error (Io, BadWeights).
    explicit LoadedCritic(const std::filesystem::path& folder);
    nn::CandidateCritic critic;
    WeightHashes hashes;
};

/// Null: there are no such weights, and their opinion is left out.
struct Judges {
    std::shared_ptr<const AlignedParts> aligned;
    std::shared_ptr<const LoadedCritic> critic;
};

/// Loaded when first wanted and kept for later runs. Thread-safe.
class JudgeNetworks {
public:
    /// Throws Error(BadWeights, Io) where what is there is not usable.
    Judges load(const std::filesystem::path& folder) { return {aligned_.load(folder), critic_.load(folder)}; }

private:
    Kept<AlignedParts> aligned_{kAlignmentFile};
    Kept<LoadedCritic> critic_{kCriticFile};
};

}  // namespace img2cadseq::infer
