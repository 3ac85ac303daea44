#pragma once
// One candidate through evidence and gate.

#include "infer/evidence.h"
#include "infer/reconstructor.h"

namespace img2cadseq::infer {

struct Judged {
    RankedCandidate ranked;
    std::vector<bool> inside;  ///< of a grid over the part's box; empty where nothing could be built
};

/// Scores the candidate, builds it at its true size and puts it through the gate. Never throws for a bad candidate.
Judged judge(Candidate candidate, int slot, const Observation& observation, const Evidence& evidence, double sizeMm);

/// Best first: valid before invalid, then by total score, then by slot. Marks duplicates of better ones.
void rank(std::vector<Judged>& judged);

}  // namespace img2cadseq::infer
