#pragma once
// One candidate through evidence and gate.

#include <stop_token>
#include <vector>

#include "infer/reading.h"
#include "infer/reconstructor.h"
#include "infer/same_part.h"

namespace img2cadseq::infer {

struct Judged {
    RankedCandidate ranked;
    std::vector<bool> inside;  ///< of a grid over the run's box; empty where nothing could be built
};

/// Brings the candidate's camera and sides into place under the evidence, where there is a picture.
void place(Candidate& candidate, const Scorer& scorer);
/// The candidate moved to agree with the evidence, each version with more done to it than the next; none where nothing
/// was. Whether the kernel can build them is not asked.
std::vector<Candidate> fitted(const Candidate& start, const Scorer& scorer, std::stop_token stop);

/// Stretches the construction until its box has the proportions of `sides`; false, and nothing done, where that cannot
/// be.
bool giveSides(Candidate& candidate, const Vec3& sides);

/// Scores the candidate as it stands, builds it at its true size and puts it through the gate; `gridSize`: of the box
/// over which candidates are compared. What is built is turned back from the part's own `axes`, where there are such;
/// the candidate stays along them. Never throws for a bad candidate.
Judged judge(Candidate candidate, int slot, const Reading& reading, const Vec3& gridSize, double sizeMm,
             const std::optional<Mat3>& axes = std::nullopt);

/// Best first: valid before invalid, then by total score, then by slot. Marks duplicates of better ones.
void rank(std::vector<Judged>& judged);

}  // namespace img2cadseq::infer
