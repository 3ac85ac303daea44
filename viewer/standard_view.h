#pragma once
// Directions to look along.

#include "viewer/view_types.h"

namespace img2cadseq::viewer {

struct Look {
    Vec3 direction, up;  ///< from the camera into the scene; unit, perpendicular
};
Look standardLook(StandardView view);

}  // namespace img2cadseq::viewer
