#pragma once
// Candidates without a run.

#include <memory>

#include "document/run_state.h"

namespace img2cadseq::test {

inline CandidatePtr candidate(int slot, double score, bool valid = true) {
    RankedCandidate made;
    made.slot = slot;
    made.valid = valid;
    made.reason = valid ? "" : "two shells touch in a point";
    made.candidate.source = slot % 2 ? "retrieval" : "visual hull";
    made.candidate.seed = 7;
    made.candidate.score.total = score;
    made.size = {60, 40, 10};
    return std::make_shared<const RankedCandidate>(std::move(made));
}

}  // namespace img2cadseq::test
