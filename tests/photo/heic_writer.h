#pragma once
// Pictures as phones store them: HEIC files for tests, encoded by libheif.

#include <filesystem>
#include <vector>

#include "geometry/raster.h"

namespace img2cadseq::test {

/// Whether the file says that its pixels are to be turned a quarter clockwise, and its Exif block (TIFF bytes) if any.
struct HeicOptions {
    bool turned = false;
    std::vector<unsigned char> exif = {};
};

/// Lossy, of the best quality. Throws std::runtime_error.
void writeHeic(const std::filesystem::path& path, const Image& picture, const HeicOptions& how = {});

}  // namespace img2cadseq::test
