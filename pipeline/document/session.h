#pragma once
// A document as one file: input with its pixels or points, prompts, mask, options, the run's clouds and candidates,
// choices. Needs nothing but itself to be opened again.

#include <filesystem>

#include "document/edits.h"
#include "document/input.h"
#include "document/run_state.h"

namespace img2cadseq {

inline constexpr const char* kSessionSuffix = ".i2cs";

struct Session {
    DocumentInput input;
    Prompt prompt;
    std::optional<Mask> painted;
    ReconstructOptions options;
    RunState run;
    int chosen = -1;
    std::vector<int> pins;
    std::vector<CandidatePtr> earlierPins;
    ComparePair compare;
    double saidSizeMm = 0.0;  ///< of the run's parts, said after it began; 0: nothing was
};

/// Transactional. Throws Error(Io).
void writeSession(const Session& session, const std::filesystem::path& file);
/// Throws Error(Io, BadInput). A run that was under way when it was saved reads as Stopped.
Session readSession(const std::filesystem::path& file);

}  // namespace img2cadseq
