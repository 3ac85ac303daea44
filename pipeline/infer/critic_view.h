#pragma once
// A picture and a candidate as the critic looks at them.

#include "fit/observation.h"
#include "nn/critic_input.h"

namespace img2cadseq::infer {

/// What is seen. `view` has the predicted maps.
nn::CriticPicture criticPicture(const View& view);

/// The candidate as its own camera sees it, with its score and how far it is from what was predicted. `reading`: the
/// observation under which it was made. Throws Error(BadGeometry) for what is no solid.
nn::CriticCandidate criticCandidate(const Candidate& candidate, const Observation& reading);

}  // namespace img2cadseq::infer
