#pragma once
// Words on a picture, in letters of five by seven dots: enough to name what a contact sheet shows.

#include <string>

#include "geometry/raster.h"

namespace img2cadseq::cli {

inline constexpr int kLabelHeight = 14, kLetterWidth = 12;  ///< pixels, the gap behind a letter with it

/// Printable ASCII; other bytes become '?'. What reaches over the border is cut off.
void writeLabel(Image& image, int left, int top, const std::string& text, const Rgb& ink);

}  // namespace img2cadseq::cli
