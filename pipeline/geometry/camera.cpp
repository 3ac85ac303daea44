#include "geometry/camera.h"

namespace img2cadseq {

Vec3 Camera::center() const { return -(rotation.transposed() * translation); }

Vec3 Camera::project(const Vec3& world) const {
    const Vec3 c = rotation * world + translation;
    const double scale = projection == Projection::Perspective ? focal / c.z : focal;
    return {scale * c.x + principal.x, scale * c.y + principal.y, c.z};
}

Camera::Ray Camera::ray(double u, double v) const {
    const Vec3 plane{(u - principal.x) / focal, (v - principal.y) / focal, 0.0};
    const Mat3 back = rotation.transposed();
    if (projection == Projection::Perspective) return {back * (-translation), back * Vec3{plane.x, plane.y, 1.0}};
    return {back * (plane - translation), back * Vec3{0.0, 0.0, 1.0}};
}

Vec3 Camera::unproject(double u, double v, double depth) const {
    const Ray r = ray(u, v);
    return r.origin + r.direction * depth;
}

Camera Camera::resized(int newWidth, int newHeight) const {
    Camera c = *this;
    const double scale = static_cast<double>(newHeight) / height;
    c.focal = focal * scale;
    c.principal = {principal.x * newWidth / width, principal.y * scale};
    c.width = newWidth;
    c.height = newHeight;
    return c;
}

Camera Camera::lookAt(const Vec3& eye, const Vec3& target, const Vec3& up, double fieldOfView, int width, int height) {
    Camera c;
    const Vec3 forward = normalized(target - eye);
    const Vec3 right = normalized(cross(forward, up));
    c.rotation.row[0] = right;
    c.rotation.row[1] = cross(forward, right);
    c.rotation.row[2] = forward;
    c.translation = -(c.rotation * eye);
    c.focal = 0.5 * height / std::tan(0.5 * fieldOfView);
    c.principal = {0.5 * width, 0.5 * height};
    c.width = width;
    c.height = height;
    return c;
}

}  // namespace img2cadseq
