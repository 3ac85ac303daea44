#include "infer/evidence.h"

#include "fit/camera.h"
#include "fit/score.h"

namespace img2cadseq::infer {

Evidence::Evidence(const Observation& observation) : observation_(observation) {
    if (observation.cloud.positions.empty()) return;
    std::vector<Vec3> points;
    for (const Vec3f& p : observation.cloud.positions) points.push_back(cast<double>(p));
    tree_ = std::make_unique<metrics::PointTree>(std::move(points));
}

void Evidence::judge(Candidate& candidate, const csg::Solid& solid) const {
    if (const auto& view = observation_.view) candidate.camera = alignedToMask(solid, candidate.camera, view->mask);
    candidate.score = scored(candidate, solid, observation_, tree_.get());
}

std::vector<bool> insideGrid(const csg::Solid& solid, const Box3& box, int n) {
    std::vector<bool> cells;
    cells.reserve(static_cast<size_t>(n) * n * n);
    const Vec3 size = box.size();
    for (int i = 0; i < n; ++i)
        for (int j = 0; j < n; ++j)
            for (int k = 0; k < n; ++k)
                cells.push_back(solid.inside({box.low.x + (i + 0.5) / n * size.x, box.low.y + (j + 0.5) / n * size.y,
                                              box.low.z + (k + 0.5) / n * size.z}));
    return cells;
}

double overlapOf(const std::vector<bool>& a, const std::vector<bool>& b) {
    size_t both = 0, either = 0;
    for (size_t i = 0; i < a.size(); ++i) both += a[i] && b[i], either += a[i] || b[i];
    return either > 0 ? static_cast<double>(both) / static_cast<double>(either) : 0.0;
}

}  // namespace img2cadseq::infer
