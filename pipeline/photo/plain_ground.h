#pragma once
// Private to photo/: grounds of exactly one colour, as renderers leave them.

#include <opencv2/core.hpp>
#include <optional>

namespace img2cadseq::photo {

/// 255 where the picture (RGB, 8 bit) differs from the one colour that is commonest along its border. None where that
/// colour takes too little of the border, or where other pixels come near it without being it, as noise, shadows and
/// gradients do. Parts that reach over the picture's border are found whole.
std::optional<cv::Mat> offPlainGround(const cv::Mat& rgb);

}  // namespace img2cadseq::photo
