#pragma once
// What a camera sees of a solid where nothing but its outline is known.

#include "fit/camera.h"
#include "fit/observation.h"

namespace img2cadseq::test {

/// Camera and mask, 255 within.
inline View plainView(const csg::Solid& solid, const Camera& camera) {
    View view;
    view.camera = camera;
    view.mask = silhouette(solid, camera);
    for (uint8_t& m : view.mask.data) m = m ? 255 : 0;
    return view;
}

}  // namespace img2cadseq::test
