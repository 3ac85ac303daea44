#include "metrics/compare.h"

#include <algorithm>
#include <limits>

#include "geometry/rotations.h"

namespace img2cadseq::metrics {
namespace {

constexpr size_t kQuickPoints = 1024;
constexpr size_t kRotationsTried = 4;

SurfacePoints turned(const SurfacePoints& points, const Mat3& rotation) {
    SurfacePoints result = points;
    for (Vec3& p : result.positions) p = rotation * p;
    for (Vec3& n : result.normals) n = rotation * n;
    return result;
}

/// The rotations worth a full measurement: the best few by a quick one.
std::vector<int> likelyRotations(const SurfacePoints& result, const SurfacePoints& reference) {
    const auto head = [](const std::vector<Vec3>& points) {
        return std::vector<Vec3>(points.begin(),
                                 points.begin() + static_cast<std::ptrdiff_t>(std::min(kQuickPoints, points.size())));
    };
    const std::vector<Vec3> few = head(result.positions), fewReference = head(reference.positions);
    std::vector<std::pair<double, int>> scored;
    for (int r = 0; r < 24; ++r) {
        std::vector<Vec3> points = few;
        for (Vec3& p : points) p = axisRotations()[static_cast<size_t>(r)] * p;
        scored.emplace_back(distances(points, fewReference).cdL1, r);
    }
    std::sort(scored.begin(), scored.end());
    std::vector<int> best;
    for (size_t i = 0; i < kRotationsTried; ++i) best.push_back(scored[i].second);
    return best;
}

}  // namespace

Comparison compare(const Mesh& result, const Mesh& reference, const CompareOptions& options) {
    const Mesh a = normalised(result), b = normalised(reference);
    const SurfacePoints pointsA = sampleSurface(a, options.points, Random(options.seed, 0));
    const SurfacePoints pointsB = sampleSurface(b, options.points, Random(options.seed, 1));
    Comparison best;
    best.distances.cdL1 = std::numeric_limits<double>::infinity();
    for (const int r : options.anyRotation ? likelyRotations(pointsA, pointsB) : std::vector<int>{0}) {
        const PointDistances found = distances(turned(pointsA, axisRotations()[static_cast<size_t>(r)]), pointsB);
        if (found.cdL1 >= best.distances.cdL1) continue;
        best.distances = found;
        best.rotation = r;
    }
    best.overlap = overlap(rotated(a, axisRotations()[static_cast<size_t>(best.rotation)]), b, options.grid);
    best.genus = genus(a);
    best.genusReference = genus(b);
    return best;
}

PointDistances samplingFloor(const Mesh& reference, const CompareOptions& options) {
    const Mesh mesh = normalised(reference);
    return distances(sampleSurface(mesh, options.points, Random(options.seed, 0)),
                     sampleSurface(mesh, options.points, Random(options.seed, 1)));
}

}  // namespace img2cadseq::metrics
