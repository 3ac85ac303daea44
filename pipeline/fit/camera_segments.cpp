#include <algorithm>
#include <array>
#include <cmath>

#include <ceres/ceres.h>

#include "fit/camera.h"

namespace img2cadseq {
namespace {

/// Image direction of a canonical axis through pixel `at`: the derivative of the projection of at's point along it.
Vec2 imageDirection(const Pose& pose, const Vec2& middle, const Vec2& at, int axis) {
    const Vec3 d = pose.rotation.column(axis);
    // d/dt of (scale * c.xy + center - P) / (1 + p c.z) at the point of depth 0 that `at` shows.
    return Vec2{d.x, d.y} * pose.scale - (at - middle) * (pose.perspective * d.z);
}

/// Sine of the angle between a segment and an axis' image.
double misfit(const Pose& pose, const Vec2& middle, const LineSegment& segment, int axis) {
    const Vec2 along = normalized(segment.end - segment.start);
    const Vec2 wanted = imageDirection(pose, middle, (segment.start + segment.end) * 0.5, axis);
    const double size = norm(wanted);
    return size > 1e-9 ? cross(along, wanted) / size : 1.0;
}

struct Assigned {
    LineSegment segment;
    int axis;
    double weight;
};

std::vector<Assigned> assign(const Pose& pose, const Vec2& middle, const std::vector<LineSegment>& segments,
                             double limit) {
    std::vector<Assigned> out;
    for (const LineSegment& segment : segments) {
        int best = 0;
        for (int axis = 1; axis < 3; ++axis)
            if (std::abs(misfit(pose, middle, segment, axis)) < std::abs(misfit(pose, middle, segment, best)))
                best = axis;
        // An axis seen nearly end on has no direction in the picture to speak of.
        const double visible =
            norm(imageDirection(pose, middle, (segment.start + segment.end) * 0.5, best)) / pose.scale;
        if (visible < 0.2 || std::abs(misfit(pose, middle, segment, best)) > limit) continue;
        out.push_back({segment, best, std::sqrt(norm(segment.end - segment.start)) * visible});
    }
    return out;
}

Pose changed(const Pose& start, const double* x) {
    Pose pose = start;
    pose.rotation = turnedBy({x[0], x[1], x[2]}, start.rotation);
    pose.perspective = std::clamp(start.perspective + x[3], 0.0, 1.2);
    return pose;
}

struct Residuals {
    const Pose& start;
    Vec2 middle;
    const std::vector<Assigned>& assigned;
    bool operator()(double const* const* parameters, double* residuals) const {
        const double* x = parameters[0];
        const Pose pose = changed(start, x);
        for (size_t i = 0; i < assigned.size(); ++i) {
            const double r = misfit(pose, middle, assigned[i].segment, assigned[i].axis);
            residuals[i] =
                assigned[i].weight * r / std::sqrt(1.0 + r * r / 0.0025);  // beyond 3 degrees it hardly pulls
        }
        const size_t n = assigned.size();
        for (int k = 0; k < 3; ++k) residuals[n + static_cast<size_t>(k)] = 0.5 * x[k];
        residuals[n + 3] = 1.0 * x[3];
        return true;
    }
};

}  // namespace

Camera alignedToSegments(const Camera& camera, const std::vector<LineSegment>& segments, int fewest) {
    const Vec2 middle{0.5 * camera.width, 0.5 * camera.height};
    Pose pose = poseOf(camera);
    for (const double limit : {0.35, 0.22, 0.12, 0.08}) {
        const auto assigned = assign(pose, middle, segments, limit);
        std::array<int, 3> count{};
        for (const Assigned& a : assigned) ++count[static_cast<size_t>(a.axis)];
        const int axes = static_cast<int>(std::count_if(count.begin(), count.end(), [](int c) { return c > 0; }));
        if (static_cast<int>(assigned.size()) < fewest || axes < 2) return camera;
        const Pose start = pose;
        double x[4] = {0, 0, 0, 0};
        auto* cost = new ceres::DynamicNumericDiffCostFunction<Residuals>(new Residuals{start, middle, assigned});
        cost->AddParameterBlock(4);
        cost->SetNumResiduals(static_cast<int>(assigned.size()) + 4);
        ceres::Problem problem;
        problem.AddResidualBlock(cost, nullptr, x);
        ceres::Solver::Options options;
        options.max_num_iterations = 25;
        options.logging_type = ceres::SILENT;
        ceres::Solver::Summary summary;
        ceres::Solve(options, &problem, &summary);
        pose = changed(start, x);
    }
    return cameraOf(pose, camera.width, camera.height);
}

}  // namespace img2cadseq
