#pragma once
// Which pixels of a photograph are the part.

#include <string>

#include "nn/picture_lifter.h"
#include "photo/photo.h"
#include "photo/segment.h"

namespace img2cadseq::infer {

/// Of the photograph's size. A mask that is given is taken as it is. Otherwise the part is found by its contrast to the
/// picture's border (where that finds nothing: by what is in the picture's middle). The lifter then says which pixels
/// it takes for the part, and the colours sharpen that; unless the ground was drawn and the lifter agrees with the
/// contrast, or the lifter, looking at the whole picture, sees a part elsewhere much more surely. `lifter` may be null.
/// Throws Error(BadInput) where nothing is found; `name` is the picture's in that message. Two threads look in two
/// places at once (0: all cores).
Mask partMask(const Photo& photo, const MaskPrompt& prompt, const nn::PictureLifter* lifter, const std::string& name,
              unsigned threads = 1);

}  // namespace img2cadseq::infer
