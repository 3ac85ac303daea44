#pragma once
// Private to photo/: what a picture file says of itself besides its pixels.

#include <optional>
#include <string>
#include <vector>

namespace img2cadseq::photo {

struct Metadata {
    int width = 0, height = 0;        ///< as stored, 0 where unknown
    int orientation = 1;              ///< EXIF 1..8
    std::optional<double> focal35mm;  ///< focal length for a 36 x 24 mm frame, mm
};

/// Never throws: what cannot be read stays at its default.
Metadata readMetadata(const std::vector<unsigned char>& bytes);
/// From a raw EXIF block (TIFF header first).
Metadata readExifBlock(const unsigned char* data, size_t size);

}  // namespace img2cadseq::photo
