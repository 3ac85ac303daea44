#pragma once
// Private to document/: which face of a mesh each pixel of a camera meets first.

#include "geometry/camera.h"
#include "geometry/mesh.h"
#include "geometry/raster.h"

namespace img2cadseq {

struct FaceBuffer {
    Raster<int32_t> face;     ///< index of the BRep face, -1: none
    std::vector<int> seen;    ///< one a face: pixels where it comes first
    std::vector<int> facing;  ///< one a face: pixels it would have alone, its front towards the camera
};

/// `mesh` and camera in one frame.
FaceBuffer faceBuffer(const Mesh& mesh, const Camera& camera);

}  // namespace img2cadseq
