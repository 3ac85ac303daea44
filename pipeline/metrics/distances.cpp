#include "metrics/distances.h"

#include <algorithm>
#include <cmath>

#include "metrics/nearest.h"

namespace img2cadseq::metrics {
namespace {

struct OneWay {
    double squared = 0.0, plain = 0.0, within = 0.0, normals = 0.0;
};

/// Means over `from` of what the nearest point of `to` is like. Normals may be null.
OneWay measure(const std::vector<Vec3>& from, const PointTree& to, const std::vector<Vec3>* fromNormals,
               const std::vector<Vec3>* toNormals) {
    OneWay sum;
    for (size_t i = 0; i < from.size(); ++i) {
        const Nearest found = to.nearest(from[i]);
        const double distance = std::sqrt(found.squaredDistance);
        sum.squared += found.squaredDistance;
        sum.plain += distance;
        sum.within += distance < kFScoreDistance ? 1.0 : 0.0;
        if (fromNormals) sum.normals += std::abs(dot((*fromNormals)[i], (*toNormals)[found.index]));
    }
    const double count = static_cast<double>(from.size());
    return {sum.squared / count, sum.plain / count, sum.within / count, sum.normals / count};
}

PointDistances both(const std::vector<Vec3>& a, const std::vector<Vec3>& b, const std::vector<Vec3>* normalsA,
                    const std::vector<Vec3>* normalsB) {
    const PointTree treeA(a), treeB(b);
    const OneWay ab = measure(a, treeB, normalsA, normalsB), ba = measure(b, treeA, normalsB, normalsA);
    PointDistances result;
    result.cd = 1000.0 * (ab.squared + ba.squared);
    result.cdL1 = 500.0 * (ab.plain + ba.plain);
    result.f1 = 2.0 * ab.within * ba.within / std::max(ab.within + ba.within, 1e-12);
    if (normalsA) result.normalConsistency = 0.5 * (ab.normals + ba.normals);
    return result;
}

}  // namespace

PointDistances distances(const std::vector<Vec3>& a, const std::vector<Vec3>& b) {
    return both(a, b, nullptr, nullptr);
}

PointDistances distances(const SurfacePoints& a, const SurfacePoints& b) {
    return both(a.positions, b.positions, &a.normals, &b.normals);
}

}  // namespace img2cadseq::metrics
