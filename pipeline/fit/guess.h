#pragma once
// Cameras from nothing but a mask and straight edges, where no network says better.

#include "fit/observation.h"

namespace img2cadseq {

/// The box whose projection touches the mask on all sides, for a camera of known rotation: three widths of the
/// silhouette, across the images of the three axes, give its three sides (exact without perspective, for parts whose
/// silhouette is as wide as their box's).
CameraGuess boxedByMask(const Camera& camera, const Mask& mask);

/// Usual views, each turned to the picture's straight edges and boxed by the mask; best agreement first, at most
/// `most`, none within 8 degrees of a better one.
std::vector<CameraGuess> guessCameras(const Mask& mask, const std::vector<LineSegment>& segments, size_t most = 3);

}  // namespace img2cadseq
