#pragma once
// Cameras from three directions of straight edges: where a predicted camera is far off, edges along the part's axes
// still say how it lies.

#include <array>

#include "fit/observation.h"

namespace img2cadseq {

/// Rotations under which, without perspective, the canonical axes are seen along three directions (radians in the
/// picture, from x to y): one and its reversal in depth, axes with either sign; none where no right-angled corner looks
/// so. With l the lengths of the axes' images, rows of a rotation give  sum l^2 cos^2 = sum l^2 sin^2 = 1,
/// sum l^2 cos sin = 0.
std::vector<Mat3> rotationsSeenAlong(const std::array<double, 3>& directions);

/// Directions in [0, pi) that segments share, those with most of them first.
std::vector<double> mainDirections(const std::vector<LineSegment>& segments, size_t most);

/// Cameras that three main directions allow within some forty degrees of the predicted one, turned to all segments and
/// boxed by the mask, in the predicted one's naming of the axes; those that explain most segments first, none near the
/// predicted one or a better one.
std::vector<CameraGuess> guessesByDirections(const CameraGuess& predicted, const Mask& mask,
                                             const std::vector<LineSegment>& segments, size_t most);

}  // namespace img2cadseq
