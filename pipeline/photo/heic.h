#pragma once
// Private to photo/: HEIC and AVIF through libheif.

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "photo/metadata.h"

namespace img2cadseq::photo {

bool isHeic(const std::vector<unsigned char>& bytes);

/// RGBA, already turned as the file says; `metadata` receives the focal length. Throws Error(BadInput).
cv::Mat decodeHeic(const std::vector<unsigned char>& bytes, const std::string& name, Metadata& metadata);

}  // namespace img2cadseq::photo
