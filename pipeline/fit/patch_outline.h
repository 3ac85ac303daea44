#pragma once
// The outline that a patch of a picture has on a flat face of a candidate.

#include <vector>

#include "fit/patches.h"
#include "fit/seen_faces.h"

namespace img2cadseq {

/// In the coordinates of the face's plane, clear of the face's border; largest first, with islands. Empty where less
/// than `within` of the patch lies on the face, or where it is too small to be traced. Patches are of `camera`'s
/// picture.
std::vector<Profile> outlinesOn(const SeenFace& face, const Camera& camera, const Patch& patch, double within);

}  // namespace img2cadseq
