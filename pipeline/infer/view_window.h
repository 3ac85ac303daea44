#pragma once
// Which part of a photograph becomes the picture that cameras of a run look at.

namespace img2cadseq {

inline constexpr int kViewSide = 128;      ///< pixels of the crop, along either side
inline constexpr double kViewFill = 0.75;  ///< of the crop's side that the mask's box fills; see maskWindow

}  // namespace img2cadseq
