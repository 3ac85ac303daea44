#pragma once
// PNG files by libpng alone: the tools that only need pictures of their own need not load OpenCV and what it brings.

#include <filesystem>
#include <string>

#include "geometry/raster.h"

namespace img2cadseq::cli {

/// The file's bytes.
std::string pngOf(const Image& image);
/// Throw Error(Io).
void writePicture(const std::filesystem::path& path, const Image& image);
void writePicture(const std::filesystem::path& path, const Mask& mask);
/// What writePicture wrote. Throws Error(Io, BadInput).
Image readPicture(const std::filesystem::path& path);

}  // namespace img2cadseq::cli
