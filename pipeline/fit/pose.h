#pragma once
// A camera over a part as the numbers that a picture determines well: they stay finite as perspective fades.

#include "geometry/camera.h"

namespace img2cadseq {

/// With c = rotation * x and P the picture's middle:  pixel = P + (scale * (c.x, c.y) + center - P) / (1 + perspective
/// * c.z).
struct Pose {
    Mat3 rotation;             ///< canonical -> camera axes
    Vec2 center;               ///< pixel of the canonical origin
    double scale = 1.0;        ///< pixels a canonical unit at the origin's depth
    double perspective = 0.0;  ///< 1 / distance of the origin; 0: orthographic
};

Pose poseOf(const Camera& camera);
/// The same with the perspective that a focal length of so many pixels gives at that scale.
Pose withFocal(Pose pose, double focal);
/// Width and height as given; orthographic where the perspective is under 1e-4.
Camera cameraOf(const Pose& pose, int width, int height);
/// The rotation by |axisAngle| radians about axisAngle, after `rotation`.
Mat3 turnedBy(const Vec3& axisAngle, const Mat3& rotation);
/// Radians from one rotation to the other.
double angleBetween(const Mat3& a, const Mat3& b);

}  // namespace img2cadseq
