#pragma once
// Directions to look along.

#include "geometry/shaded_picture.h"
#include "viewer/view_types.h"

namespace img2cadseq::viewer {

using img2cadseq::Look;
Look standardLook(StandardView view);

}  // namespace img2cadseq::viewer
