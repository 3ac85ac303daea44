#include "cloud/own_axes.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "cloud/cloud.h"
#include "core/random.h"
#include "geometry/rotations.h"

namespace img2cadseq {
namespace {

constexpr size_t kAsked = 2000;        ///< points that are asked
constexpr int kDirections = 1000;      ///< first axes tried, over half of the sphere
constexpr size_t kFirsts = 12;         ///< of them that are kept
constexpr double kApart = 8.0;         ///< degrees between those
constexpr double kTurnStep = 2.0;      ///< degrees between second axes about a first
constexpr size_t kRefined = 8;         ///< triples of axes that are refined
constexpr double kWide = 0.03;         ///< bins while directions are searched, longest extent 1
constexpr double kNarrow = 0.01;       ///< bins by which axes are chosen
constexpr double kWorthTurning = 0.3;  ///< gain in order below which the cloud stays as it is
constexpr double kRadian = std::numbers::pi / 180.0;

using Points = std::vector<Vec3>;

/// Minus the Renyi entropy of order 2 of the points' places along `axis`; each point is shared by two bins.
double order(const Points& points, const Vec3& axis, double width) {
    double low = 1e300, high = -1e300;
    std::vector<double> places;
    places.reserve(points.size());
    for (const Vec3& p : points) {
        places.push_back(dot(p, axis) / width);
        low = std::min(low, places.back());
        high = std::max(high, places.back());
    }
    std::vector<double> bins(static_cast<size_t>(high - low) + 2, 0.0);
    for (const double place : places) {
        const auto bin = static_cast<size_t>(place - low);
        const double share = place - low - static_cast<double>(bin);
        bins[bin] += 1.0 - share;
        bins[bin + 1] += share;
    }
    double squares = 0.0;
    for (const double b : bins) squares += b * b;
    const auto count = static_cast<double>(points.size());
    return std::log(squares / (count * count));
}

double order(const Points& points, const Mat3& axes, double width) {
    return order(points, axes.row[0], width) + order(points, axes.row[1], width) + order(points, axes.row[2], width);
}

/// Some of the cloud's points, about their middle, longest extent 1.
Points somePoints(const PointCloud& cloud) {
    const Box3 box = boundingBox(cloud);
    Points points;
    for (const Vec3f& p : resample(cloud, std::min(cloud.size(), kAsked), Random(5)).positions)
        points.push_back((cast<double>(p) - box.center()) / box.longestSide());
    return points;
}

/// Directions along which the points lie at fewest places, each away from those before it.
std::vector<Vec3> firstAxes(const Points& points) {
    std::vector<std::pair<double, Vec3>> ranked;
    for (int i = 0; i < kDirections; ++i) {  // a spiral over half of the sphere
        const double z = (i + 0.5) / kDirections, around = i * std::numbers::pi * (3.0 - std::sqrt(5.0));
        const double r = std::sqrt(1.0 - z * z);
        const Vec3 direction{r * std::cos(around), r * std::sin(around), z};
        ranked.emplace_back(order(points, direction, kWide), direction);
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const double near = std::cos(kApart * kRadian);
    std::vector<Vec3> found;
    for (const auto& one : ranked) {
        const Vec3& direction = one.second;
        if (found.size() == kFirsts) break;
        if (std::none_of(found.begin(), found.end(), [&](const Vec3& f) { return std::abs(dot(f, direction)) > near; }))
            found.push_back(direction);
    }
    return found;
}

/// `axes` turned about its own `axis`.
Mat3 turnedAbout(const Mat3& axes, int axis, double degrees) {
    const double c = std::cos(degrees * kRadian), s = std::sin(degrees * kRadian);
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    Mat3 out = axes;
    out.row[u] = axes.row[u] * c + axes.row[v] * s;
    out.row[v] = axes.row[v] * c - axes.row[u] * s;
    return out;
}

std::vector<Mat3> tried(const Points& points) {
    std::vector<std::pair<double, Mat3>> ranked;
    for (const Vec3& first : firstAxes(points)) {
        const Vec3 away = std::abs(first.x) < 0.7 ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
        const Vec3 second = normalized(cross(first, away));
        const Mat3 start{{first, second, cross(first, second)}};
        for (double turn = 0.0; turn < 90.0; turn += kTurnStep) {
            const Mat3 axes = turnedAbout(start, 0, turn);
            ranked.emplace_back(order(points, axes, kWide), axes);
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Mat3> best;
    for (size_t i = 0; i < std::min(ranked.size(), kRefined); ++i) best.push_back(ranked[i].second);
    return best;
}

/// Small turns about each axis as long as they help, ever smaller, with bins ever narrower.
Mat3 refined(Mat3 axes, const Points& points) {
    constexpr struct {
        double degrees, width;
    } kSteps[] = {{2.0, 0.03}, {1.0, 0.02}, {0.5, 0.015}, {0.25, 0.01}, {0.1, 0.01}, {0.05, 0.006}};
    for (const auto& step : kSteps) {
        double value = order(points, axes, step.width);
        for (bool moved = true; moved;) {
            moved = false;
            for (int axis = 0; axis < 3; ++axis)
                for (const double sign : {-1.0, 1.0}) {
                    const Mat3 next = turnedAbout(axes, axis, sign * step.degrees);
                    if (const double there = order(points, next, step.width); there > value + 1e-9) {
                        value = there;
                        axes = next;
                        moved = true;
                    }
                }
        }
    }
    return axes;
}

double trace(const Mat3& m) { return m.row[0].x + m.row[1].y + m.row[2].z; }

Mat3 turningLeast(const Mat3& axes) {
    Mat3 best = axes;
    double most = -4.0;
    for (const Mat3& named : axisRotations())
        if (const Mat3 turn = named * axes; trace(turn) > most) {
            most = trace(turn);
            best = turn;
        }
    return best;
}

}  // namespace

std::optional<Mat3> turnToOwnAxes(const PointCloud& cloud) {
    const Points points = somePoints(cloud);
    double most = order(points, Mat3{}, kNarrow) + kWorthTurning;
    std::optional<Mat3> best;
    for (const Mat3& axes : tried(points)) {
        const Mat3 turned = refined(axes, points);
        const double value = order(points, turned, kNarrow);
        if (value <= most) continue;
        most = value;
        best = turningLeast(turned);
    }
    return best;
}

}  // namespace img2cadseq
