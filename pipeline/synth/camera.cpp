#include "synth/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace img2cadseq::synth {
namespace {

constexpr double kPi = std::numbers::pi;
double radians(double degrees) { return degrees * kPi / 180.0; }

constexpr double kLying = 0.05, kHeld = 0.3;  ///< what any side is preferred by, over the square of the diagonal

/// One of the six sides the part can lie on; a side's chance grows with its area, the less the more `any` counts.
Vec3 randomUp(const Vec3& size, double any, Random& random) {
    std::array<double, 6> weight;
    double sum = 0.0;
    for (int i = 0; i < 6; ++i) {
        const int axis = i % 3;
        const double area = size[(axis + 1) % 3] * size[(axis + 2) % 3];
        weight[i] = area + any * squaredNorm(size);
        sum += weight[i];
    }
    double at = random.uniform() * sum;
    int chosen = 0;
    while (chosen < 5 && at >= weight[chosen]) at -= weight[chosen++];
    Vec3 up{};
    up[chosen % 3] = chosen < 3 ? 1.0 : -1.0;
    return up;
}

double randomElevation(ViewKind kind, Random& random) {
    const double pick = random.uniform();
    if (kind == ViewKind::Viewport) {
        if (pick < 0.30) return std::atan(1.0 / std::sqrt(2.0));
        if (pick < 0.80) return radians(std::clamp(random.normal(30.0, 12.0), -10.0, 75.0));
        if (pick < 0.86) return radians(random.uniform(80.0, 90.0));
        if (pick < 0.92) return radians(random.uniform(-3.0, 6.0));
        return radians(random.uniform(-60.0, 0.0));
    }
    if (pick < 0.74) return radians(std::clamp(random.normal(38.0, 14.0), 12.0, 70.0));
    if (pick < 0.88) return radians(random.uniform(65.0, 90.0));
    if (pick < 0.96) return radians(random.uniform(-2.0, 16.0));
    return radians(random.uniform(-40.0, 0.0));
}

/// Within a few degrees of straight down or, as of a part held up, of straight up.
double randomStraightElevation(Random& random) {
    const double slant = std::abs(random.normal(0.0, 4.0));
    return radians(random.chance(0.5) ? 90.0 - slant : slant - 90.0);
}

double randomAzimuth(ViewKind kind, Random& random) {
    const double side = 0.5 * kPi * random.integer(0, 3);
    const double pick = random.uniform();
    if (kind == ViewKind::Viewport && pick > 0.70) return side + kPi / 4.0;
    if (pick < 0.14) return side + radians(random.normal(0.0, 5.0));
    return random.uniform(0.0, 2.0 * kPi);
}

double randomRoll(ViewKind kind, Random& random) {
    if (kind == ViewKind::Viewport) return 0.0;
    return random.chance(0.06) ? random.uniform(-kPi, kPi) : radians(random.normal(0.0, 4.0));
}

/// World -> camera rotation from a unit quaternion drawn uniformly.
Mat3 tumbled(Random& random) {
    double w = random.normal(), x = random.normal(), y = random.normal(), z = random.normal();
    const double n = 1.0 / std::sqrt(w * w + x * x + y * y + z * z);
    w *= n, x *= n, y *= n, z *= n;
    Mat3 m;
    m.row[0] = {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)};
    m.row[1] = {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)};
    m.row[2] = {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)};
    return m;
}

/// World -> camera rotation of a camera at (azimuth, elevation) over the ground with normal `up`, rolled.
Mat3 lookDown(const Vec3& up, double azimuth, double elevation, double roll) {
    Vec3 a{};
    a[std::abs(up.x) > 0.5 ? 1 : 0] = 1.0;
    const Vec3 b = cross(up, a);
    const Vec3 outward = a * std::cos(azimuth) + b * std::sin(azimuth);
    const Vec3 towards = outward * std::cos(elevation) + up * std::sin(elevation);
    const Vec3 pictureUp = up * std::cos(elevation) - outward * std::sin(elevation);
    const Vec3 right = cross(pictureUp, towards);
    Mat3 m;
    m.row[0] = right * std::cos(roll) - pictureUp * std::sin(roll);
    m.row[1] = -(pictureUp * std::cos(roll) + right * std::sin(roll));
    m.row[2] = -towards;
    return m;
}

Box2 rectangleOf(const Camera& camera, const std::vector<Vec3>& points) {
    Box2 box;
    for (const Vec3& p : points) {
        const Vec3 q = camera.project(p);
        box.add(Vec2{q.x, q.y});
    }
    return box;
}

}  // namespace

Camera framed(const Mat3& rotation, Projection projection, const std::vector<Vec3>& outline, double fov, double fill,
              Vec2 offset, int width, int height) {
    Box3 box;
    for (const Vec3& p : outline) box.add(p);
    const double radius = 0.5 * box.diagonal();
    const double distance = std::max(1.25 * radius, 0.8 * radius / (fill * std::tan(0.5 * fov)));
    Camera camera;
    camera.projection = projection;
    camera.rotation = rotation;
    camera.translation = Vec3{0.0, 0.0, distance} - rotation * box.center();
    camera.width = width;
    camera.height = height;
    const Box2 rectangle = rectangleOf(camera, outline);
    const Vec2 size = rectangle.size();
    camera.focal = fill * std::min(width / std::max(size.x, 1e-9), height / std::max(size.y, 1e-9));
    const Vec2 room{0.5 * (width - size.x * camera.focal), 0.5 * (height - size.y * camera.focal)};
    camera.principal =
        Vec2{0.5 * width + offset.x * room.x, 0.5 * height + offset.y * room.y} - rectangle.center() * camera.focal;
    return camera;
}

View randomView(ViewKind kind, const std::vector<Vec3>& outline, const ViewOptions& options, Random random) {
    Box3 box;
    for (const Vec3& p : outline) box.add(p);
    View view;
    view.kind = kind;
    const bool viewport = kind == ViewKind::Viewport;
    const bool straightOn = !viewport && options.straightOn > 0.0 && random.chance(options.straightOn);
    view.groundNormal = randomUp(box.size(), straightOn ? kHeld : kLying, random);
    view.elevation = straightOn ? randomStraightElevation(random) : randomElevation(kind, random);
    Mat3 rotation = lookDown(view.groundNormal, randomAzimuth(kind, random), view.elevation, randomRoll(kind, random));
    if (viewport && random.chance(0.25)) {
        rotation = tumbled(random);
        view.elevation = std::asin(std::clamp(-dot(rotation.row[2], view.groundNormal), -1.0, 1.0));
    }
    if (options.freeRoll > 0.0 && random.chance(options.freeRoll)) {
        const double roll = random.uniform(-kPi, kPi);
        const Vec3 right = rotation.row[0], down = rotation.row[1];
        rotation.row[0] = right * std::cos(roll) - down * std::sin(roll);
        rotation.row[1] = right * std::sin(roll) + down * std::cos(roll);
    }
    const double fov = radians(random.logUniform(options.fovLow, options.fovHigh));
    const double fill = options.fillLow + (options.fillHigh - options.fillLow) * std::sqrt(random.uniform());
    const double spread = viewport ? 0.25 : 0.7;
    const Vec2 offset{spread * random.uniform(-1.0, 1.0), spread * random.uniform(-1.0, 1.0)};
    const Projection projection =
        random.chance(viewport ? 0.6 : 0.05) ? Projection::Orthographic : Projection::Perspective;
    view.camera = framed(rotation, projection, outline, fov, fill, offset, options.width, options.height);

    double lowest = std::numeric_limits<double>::infinity();
    for (const Vec3& p : outline) lowest = std::min(lowest, dot(p, view.groundNormal));
    view.groundPoint = box.center() + view.groundNormal * (lowest - dot(box.center(), view.groundNormal));
    return view;
}

}  // namespace img2cadseq::synth
