#include "fit/camera_directions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fit/camera.h"
#include "fit/guess.h"
#include "fit/pose.h"
#include "geometry/rotations.h"

namespace img2cadseq {
namespace {

constexpr double kPi = std::numbers::pi, kDegree = kPi / 180.0;
constexpr double kTogether = 6.0 * kDegree;  ///< directions that are one (perspective spreads them)
constexpr size_t kDirections = 7;
constexpr double kFarthest = 40.0 * kDegree, kAlike = 6.0 * kDegree;  ///< between cameras
constexpr int kFewestSegments = 3;

double det(const std::array<std::array<double, 3>, 3>& m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/// Of lines: in [-pi / 2, pi / 2).
double difference(double a, double b) { return std::remainder(a - b, kPi); }

/// In the naming of the axes in which it is nearest to the other.
Mat3 namedLike(const Mat3& rotation, const Mat3& other) {
    Mat3 best = rotation;
    for (const Mat3& q : axisRotations()) {
        const Mat3 named = rotation * q.transposed();
        if (angleBetween(named, other) < angleBetween(best, other)) best = named;
    }
    return best;
}

}  // namespace

std::vector<Mat3> rotationsSeenAlong(const std::array<double, 3>& directions) {
    constexpr double kLeast = 0.003, kMost = 0.9999;  // of squared lengths: an axis seen end on has no direction
    std::array<std::array<double, 3>, 3> m{};
    for (size_t k = 0; k < 3; ++k) {
        const double c = std::cos(directions[k]), s = std::sin(directions[k]);
        m[0][k] = c * c, m[1][k] = s * s, m[2][k] = c * s;
    }
    const double whole = det(m);
    if (std::abs(whole) < 1e-4) return {};
    Vec3 x, y;
    for (size_t k = 0; k < 3; ++k) {
        auto replaced = m;
        replaced[0][k] = replaced[1][k] = 1.0, replaced[2][k] = 0.0;
        const double squared = det(replaced) / whole;
        if (squared < kLeast || squared > kMost) return {};
        x[static_cast<int>(k)] = std::sqrt(squared) * std::cos(directions[k]);
        y[static_cast<int>(k)] = std::sqrt(squared) * std::sin(directions[k]);
    }
    std::vector<Mat3> out;
    for (const double sign : {1.0, -1.0}) {
        x.x *= sign, y.x *= sign;
        Mat3 rotation;
        rotation.row[0] = x, rotation.row[1] = y, rotation.row[2] = cross(x, y);
        out.push_back(rotation);
    }
    return out;
}

std::vector<double> mainDirections(const std::vector<LineSegment>& segments, size_t most) {
    struct Bundle {
        double direction, weight;
    };
    std::vector<Bundle> bundles;
    for (const LineSegment& segment : segments) {  // the longest come first
        const Vec2 d = segment.end - segment.start;
        const double direction = std::atan2(d.y, d.x), weight = std::sqrt(norm(d));
        const auto nearest = std::min_element(bundles.begin(), bundles.end(), [&](const Bundle& a, const Bundle& b) {
            return std::abs(difference(direction, a.direction)) < std::abs(difference(direction, b.direction));
        });
        if (nearest == bundles.end() || std::abs(difference(direction, nearest->direction)) > kTogether) {
            bundles.push_back({direction, weight});
            continue;
        }
        nearest->weight += weight;
        nearest->direction += difference(direction, nearest->direction) * weight / nearest->weight;
    }
    std::stable_sort(bundles.begin(), bundles.end(),
                     [](const Bundle& a, const Bundle& b) { return a.weight > b.weight; });
    std::vector<double> out;
    for (const Bundle& bundle : bundles)
        if (out.size() < most) out.push_back(bundle.direction - kPi * std::floor(bundle.direction / kPi));
    return out;
}

std::vector<CameraGuess> guessesByDirections(const CameraGuess& predicted, const Mask& mask,
                                             const std::vector<LineSegment>& segments, size_t most) {
    const std::vector<double> directions = mainDirections(segments, kDirections);
    const Mat3& usual = predicted.camera.rotation;
    std::vector<std::pair<double, CameraGuess>> found;
    for (size_t a = 0; a < directions.size(); ++a)
        for (size_t b = a + 1; b < directions.size(); ++b)
            for (size_t c = b + 1; c < directions.size(); ++c)
                for (const Mat3& seen : rotationsSeenAlong({directions[a], directions[b], directions[c]})) {
                    Pose pose = poseOf(predicted.camera);
                    pose.rotation = namedLike(seen, usual);
                    if (angleBetween(pose.rotation, usual) > kFarthest) continue;
                    const Camera start = cameraOf(pose, mask.width, mask.height);
                    const CameraGuess guess = boxedByMask(alignedToSegments(start, segments, kFewestSegments), mask);
                    if (angleBetween(guess.camera.rotation, usual) > kFarthest) continue;
                    found.emplace_back(sharedWithAxes(guess.camera, segments), guess);
                }
    std::stable_sort(found.begin(), found.end(), [](const auto& l, const auto& r) { return l.first > r.first; });
    std::vector<CameraGuess> out;
    for (const auto& entry : found) {
        const CameraGuess& guess = entry.second;
        const auto near = [&](const Mat3& rotation) { return angleBetween(rotation, guess.camera.rotation) < kAlike; };
        const bool known = near(usual) || std::any_of(out.begin(), out.end(), [&](const CameraGuess& other) {
                               return near(other.camera.rotation);
                           });
        if (!known && out.size() < most) out.push_back(guess);
    }
    return out;
}

}  // namespace img2cadseq
