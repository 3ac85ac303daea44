#include "fit/pose.h"

#include <algorithm>
#include <cmath>

namespace img2cadseq {

Pose poseOf(const Camera& camera) {
    const bool perspective = camera.projection == Projection::Perspective;
    const Vec3 center = camera.project({0, 0, 0});
    Pose pose;
    pose.rotation = camera.rotation;
    pose.center = {center.x, center.y};
    pose.scale = perspective ? camera.focal / camera.translation.z : camera.focal;
    pose.perspective = perspective ? 1.0 / camera.translation.z : 0.0;
    return pose;
}

Pose withFocal(Pose pose, double focal) {
    constexpr double kNearest = 0.95;  // of the distance; nearer the part would reach behind the camera
    pose.perspective = std::min(pose.scale / focal, kNearest);
    return pose;
}

Camera cameraOf(const Pose& pose, int width, int height) {
    Camera camera;
    camera.width = width;
    camera.height = height;
    camera.principal = {0.5 * width, 0.5 * height};
    camera.rotation = pose.rotation;
    const bool perspective = pose.perspective > 1e-4;
    const double distance = 1.0 / std::max(pose.perspective, 0.05);
    camera.projection = perspective ? Projection::Perspective : Projection::Orthographic;
    camera.focal = perspective ? pose.scale / pose.perspective : pose.scale;
    const Vec2 shift = (pose.center - camera.principal) / pose.scale;
    camera.translation = {shift.x, shift.y, perspective ? 1.0 / pose.perspective : distance};
    return camera;
}

Mat3 turnedBy(const Vec3& axisAngle, const Mat3& rotation) {
    const double angle = norm(axisAngle);
    if (angle < 1e-14) return rotation;
    const Vec3 k = axisAngle / angle;
    const double c = std::cos(angle), s = std::sin(angle);
    Mat3 turn;
    turn.row[0] = {c + k.x * k.x * (1 - c), k.x * k.y * (1 - c) - k.z * s, k.x * k.z * (1 - c) + k.y * s};
    turn.row[1] = {k.y * k.x * (1 - c) + k.z * s, c + k.y * k.y * (1 - c), k.y * k.z * (1 - c) - k.x * s};
    turn.row[2] = {k.z * k.x * (1 - c) - k.y * s, k.z * k.y * (1 - c) + k.x * s, c + k.z * k.z * (1 - c)};
    return turn * rotation;
}

double angleBetween(const Mat3& a, const Mat3& b) {
    double trace = 0.0;
    for (int i = 0; i < 3; ++i) trace += dot(a.row[i], b.row[i]);
    return std::acos(std::clamp((trace - 1.0) / 2.0, -1.0, 1.0));
}

}  // namespace img2cadseq
