#pragma once
// Private to photo/: drawn grounds, as CAD programs show them: one colour or a gradient, without a camera's noise.

#include <opencv2/core.hpp>

namespace img2cadseq::photo {

/// 0..1 per pixel: distance from the polynomial that the ground's colours follow over the picture, fitted where
/// `outside` (CV_32F) is above 0. Empty where the ground is no such field: photographs, mostly.
/// A coloured part's cast shadow counts as ground; a grey part's cannot be told from its sides.
cv::Mat fieldEvidence(const cv::Mat& rgb, const cv::Mat& outside);

}  // namespace img2cadseq::photo
