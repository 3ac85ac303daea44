#pragma once
// Private to photo/: how much each pixel's colour speaks for the part.

#include <opencv2/core.hpp>

namespace img2cadseq::photo {

/// 0..1 per pixel: share of its colour's density where the part may be (`inside`) against where the ground is
/// (`outside`); 0.5 says nothing. Both weights are CV_32F of the picture's size, >= 0. `rgb` is CV_8UC3, RGB.
/// A colour that is ground in shade counts as ground, unless that would take most of the part with it.
cv::Mat colourEvidence(const cv::Mat& rgb, const cv::Mat& inside, const cv::Mat& outside);

}  // namespace img2cadseq::photo
