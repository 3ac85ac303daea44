#pragma once
// The part of canonical form that concerns one sketch: plane, loops, profiles. See canonical.h for the conventions.

#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

/// The same prisms drawn in the canonical frame of their plane.
ExtrudeBlock inCanonicalFrame(const ExtrudeBlock& block);

/// Sense, start and joined neighbours as in canonical.h; curves shorter than `tolerance` are dropped.
Loop canonicalLoop(const Loop& loop, bool counterClockwise, double tolerance);
Profile canonicalProfile(const Profile& profile, double scale, double tolerance);

/// Profiles that share whole edges become one. Left as they are where the result would touch itself at a vertex.
std::vector<Profile> mergedProfiles(const std::vector<Profile>& profiles, double tolerance);

/// Whether a comes before b: by importance, then low v, then low u, each compared on a raster of 1e-5 `scale`.
bool comesBefore(const Loop& a, const Loop& b, double scale);

}  // namespace img2cadseq::synth
