#pragma once
// Photographs as users have them, read into plain data: turned upright, 8 bit sRGB, with alpha and focal length where
// known.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "geometry/raster.h"
#include "geometry/vec.h"

namespace img2cadseq {

struct Photo {
    Image image;                        ///< upright; at most kLongestSide pixels along its longer side
    std::optional<Mask> alpha;          ///< 255 where the file says opaque; only where the file has real transparency
    std::optional<double> focalPixels;  ///< focal length in pixels of `image`, from EXIF's 35 mm equivalent
    int originalWidth = 0, originalHeight = 0;  ///< upright size of the file's own pixels

    /// The file's own pixels for one of `image`, along x and y.
    Vec2 reduction() const {
        return {static_cast<double>(originalWidth) / image.width, static_cast<double>(originalHeight) / image.height};
    }
};

/// Larger pictures are reduced to this many pixels along the longer side when read.
constexpr int kLongestSide = 1600;
/// Pictures with more pixels than this are refused before they are decoded.
constexpr long kMostPixels = 200'000'000;

/// Reads JPEG (grey, RGB, CMYK), PNG (8 and 16 bit, alpha), WebP, TIFF, BMP and HEIC by content, whatever the suffix.
/// Throws Error(BadInput or Io): not there, empty, truncated, not a picture, too large, no pixels.
Photo readPhoto(const std::filesystem::path& path);
/// The same from bytes; `name` stands for the file in messages.
Photo decodePhoto(const std::vector<unsigned char>& bytes, const std::string& name);

/// A mask from a picture file: its alpha, or else its pixels brighter than half. Throws as readPhoto.
Mask readMask(const std::filesystem::path& path);

/// PNG files, written to a temporary name and renamed. Throw Error(Io).
void writePng(const std::filesystem::path& path, const Image& image);
void writePng(const std::filesystem::path& path, const Mask& mask);
std::vector<unsigned char> encodePng(const Image& image);

}  // namespace img2cadseq
