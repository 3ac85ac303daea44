#pragma once
// The alignment's weights and the index of parts that goes with them, kept for later runs.

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "infer/aligned_index.h"
#include "infer/kept.h"
#include "infer/weights.h"

namespace img2cadseq::infer {

/// A folder's alignment; the index is made when it is first asked for. Thread-safe.
class AlignedParts {
public:
    /// Throws Error (Io, BadWeights).
    explicit AlignedParts(const std::filesystem::path& folder);
    /// Throws Error(Stopped) where it is stopped while it makes the index.
    const AlignedIndex& index(std::stop_token stop = {}) const;
    const nn::Aligner& aligner() const { return *aligner_; }
    const WeightHashes& hashes() const { return hashes_; }

private:
    std::shared_ptr<const nn::Aligner> aligner_;
    WeightHashes hashes_;
    mutable std::once_flag made_;
    mutable std::optional<AlignedIndex> index_;
};

/// Of the folder that was last asked for.
using AlignmentNetwork = Kept<AlignedParts>;

}  // namespace img2cadseq::infer
