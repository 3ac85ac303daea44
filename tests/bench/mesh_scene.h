#pragma once
// Ray casting and sampling of a mesh, for comparison: plain data in and out. Rays by Embree itself, which is what
// Open3D's RaycastingScene wraps: Debian 12's libopen3d casts with ray mask 0 against an Embree that honours masks, so
// it never hits. Points by Open3D.

#include "geometry/camera.h"
#include "geometry/mesh.h"
#include "geometry/point_cloud.h"
#include "geometry/raster.h"

namespace img2cadseq::bench {

struct Picture {
    FloatMap depth;  ///< along the camera's z axis, 0 where nothing is met
    Raster<Vec3f> normal;
};

/// First hits of one ray a pixel.
Picture castMesh(const Mesh& mesh, const Camera& camera);
/// Points on the mesh by area.
PointCloud sampleMesh(const Mesh& mesh, size_t count);

}  // namespace img2cadseq::bench
