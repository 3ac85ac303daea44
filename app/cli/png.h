#pragma once
// PNG files by libpng alone: the tools that only write pictures need not load OpenCV and what it brings.

#include <filesystem>

#include "geometry/raster.h"

namespace img2cadseq::cli {

/// Throw Error(Io).
void writePicture(const std::filesystem::path& path, const Image& image);
void writePicture(const std::filesystem::path& path, const Mask& mask);

}  // namespace img2cadseq::cli
