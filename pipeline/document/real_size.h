#pragma once
// The true size of a part, said by the user in one dimension: everything scales with it.

#include <optional>

#include "document/run_state.h"

namespace img2cadseq {

inline constexpr double kMillimetresPerInch = 25.4;
/// Longest side of a part whose true size nobody has said.
inline constexpr double kUnknownSizeMm = 100.0;

/// The longest side in mm, so that what measures `shown` mm on a part whose longest side is `longest` mm becomes
/// `truth` mm. Throws Error(BadInput) where a length is not positive.
double sizeFromLength(double shown, double truth, double longest);

/// Two points on the photo that lie on the candidate, and their true distance in mm: the longest side in mm. `camera`
/// is of the whole photo (photo_camera.h). A point a little beside the part counts as on its nearest edge. Throws
/// Error(BadInput) where a point is not on the part or both are one.
double sizeFromPhoto(const RankedCandidate& candidate, const Camera& camera, const Vec2& from, const Vec2& to,
                     double truth);

/// The candidate at another size: sequence, mesh, solid, volume and size scaled; nothing is reconstructed anew.
CandidatePtr atSize(const RankedCandidate& candidate, double longestMm);

}  // namespace img2cadseq
