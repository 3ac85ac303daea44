#pragma once
// Pinhole and orthographic cameras.

#include "geometry/vec.h"

namespace img2cadseq {

enum class Projection { Perspective, Orthographic };

/// World -> camera: c = rotation * world + translation. Camera axes: x right, y down, z forward (into the picture).
/// Pixel (column u, row v), pixel centres at half-integers, (0, 0) the top left corner of the top left pixel:
///   perspective:  u = focal * c.x / c.z + principal.x,  v = focal * c.y / c.z + principal.y
///   orthographic: u = focal * c.x + principal.x,        v = focal * c.y + principal.y   (focal in pixels a world unit)
struct Camera {
    Projection projection = Projection::Perspective;
    Mat3 rotation;
    Vec3 translation;
    double focal = 1.0;  ///< pixels
    Vec2 principal;      ///< pixels
    int width = 0, height = 0;

    /// Camera centre in the world (perspective only).
    Vec3 center() const;
    /// (u, v, depth): pixel and distance along the camera's z axis.
    Vec3 project(const Vec3& world) const;
    struct Ray {
        Vec3 origin, direction;  ///< direction has camera-z component 1, so that the ray parameter is the depth
    };
    /// The ray through pixel position (u, v).
    Ray ray(double u, double v) const;
    /// The world point at depth `depth` behind pixel position (u, v).
    Vec3 unproject(double u, double v, double depth) const;
    /// The same view at another size of picture.
    Camera resized(int newWidth, int newHeight) const;

    /// A camera at `eye` looking at `target`, `up` being up in the picture. Vertical field of view in radians.
    static Camera lookAt(const Vec3& eye, const Vec3& target, const Vec3& up, double fieldOfView, int width,
                         int height);
};

}  // namespace img2cadseq
