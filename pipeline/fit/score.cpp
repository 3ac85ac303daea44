#include "fit/score.h"

#include <algorithm>
#include <cmath>

#include "csg/render.h"
#include "fit/camera.h"
#include "photo/edges.h"

namespace img2cadseq {
namespace {

/// Pixels where the picture of the solid has an outline or a crease: another face begins, or the depth jumps.
Mask drawnEdges(const csg::Buffers& buffers) {
    const auto& front = buffers.front;
    Mask edges(buffers.width(), buffers.height());
    const auto differ = [&](int x, int y, int u, int v) {
        if ((front.block.at(x, y) < 0) != (front.block.at(u, v) < 0)) return true;
        if (front.block.at(x, y) < 0) return false;
        const Vec3f n = front.normal.at(x, y), m = front.normal.at(u, v);
        return dot(n, m) < 0.8f || std::abs(front.depth.at(x, y) - front.depth.at(u, v)) > 0.06f;
    };
    for (int y = 0; y + 1 < edges.height; ++y)
        for (int x = 0; x + 1 < edges.width; ++x)
            if (differ(x, y, x + 1, y) || differ(x, y, x, y + 1)) edges.at(x, y) = 255;
    return edges;
}

FloatMap distanceTo(const Mask& edges) {
    FloatMap strength(edges.width, edges.height);
    for (size_t i = 0; i < edges.data.size(); ++i) strength.data[i] = edges.data[i] ? 1.0f : 0.0f;
    return edgeDistance(strength, 0.5f);
}

}  // namespace

double cloudDistance(const csg::Solid& solid, const metrics::PointTree& cloud, size_t samples) {
    std::vector<Vec3> surface;
    for (const auto& sample : solid.sampleSurface(samples, Random(7))) surface.push_back(sample.position);
    if (surface.empty()) return 1.0;
    double forward = 0.0, backward = 0.0;
    for (const Vec3& p : surface) forward += std::sqrt(cloud.nearest(p).squaredDistance);
    const metrics::PointTree tree(surface);
    for (const Vec3& p : cloud.points()) backward += std::sqrt(tree.nearest(p).squaredDistance);
    return 0.5 *
           (forward / static_cast<double>(surface.size()) + backward / static_cast<double>(cloud.points().size()));
}

double overlap(const Mask& a, const Mask& b) {
    size_t both = 0, any = 0;
    for (size_t i = 0; i < std::min(a.data.size(), b.data.size()); ++i) {
        both += a.data[i] && b.data[i];
        any += a.data[i] || b.data[i];
    }
    return any ? static_cast<double>(both) / static_cast<double>(any) : 0.0;
}

double reliefAgreement(const csg::Solid& solid, const Camera& camera, const View& view) {
    if (view.depth.empty()) return -1.0;
    const csg::Buffers buffers = csg::render(solid, camera);
    std::vector<double> offsets;
    double normals = 0.0;
    for (int y = 0; y < camera.height; ++y)
        for (int x = 0; x < camera.width; ++x) {
            if (!buffers.hits.at(x, y) || !view.mask.at(x, y) || !std::isfinite(view.depth.at(x, y))) continue;
            offsets.push_back(buffers.front.depth.at(x, y) - view.depth.at(x, y));
            if (!view.normals.empty())
                normals += std::max(0.0f, dot(buffers.front.normal.at(x, y), view.normals.at(x, y)));
        }
    if (offsets.size() < 16) return 0.0;
    std::vector<double> sorted = offsets;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const double middle = sorted[sorted.size() / 2];
    double error = 0.0;
    for (const double o : offsets) error += std::abs(o - middle);
    const double count = static_cast<double>(offsets.size());
    const double depth = std::exp(-error / count / 0.08);
    return view.normals.empty() ? depth : 0.5 * depth + 0.5 * normals / count;
}

double edgeAgreement(const csg::Solid& solid, const Camera& camera, const View& view) {
    if (view.edges.empty()) return -1.0;
    const Mask drawn = drawnEdges(csg::render(solid, camera));
    const FloatMap toPicture = edgeDistance(view.edges, 0.3f), toDrawn = distanceTo(drawn),
                   inside = signedDistance(view.mask);
    const double reach = 2.0 * camera.width / 128.0;
    double forward = 0.0, backward = 0.0, drawnCount = 1e-9, pictureCount = 1e-9;
    for (size_t i = 0; i < drawn.data.size(); ++i) {
        if (drawn.data[i]) {
            forward += std::exp(-toPicture.data[i] / reach);
            drawnCount += 1.0;
        }
        if (view.edges.data[i] > 0.3f && inside.data[i] > -reach) {
            backward += std::exp(-toDrawn.data[i] / reach);
            pictureCount += 1.0;
        }
    }
    return 0.6 * forward / drawnCount + 0.4 * backward / pictureCount;
}

Score scored(const Candidate& candidate, const csg::Solid& solid, const Observation& observation,
             const metrics::PointTree* tree) {
    Score score;
    const double simplicity = 0.02 / (1.0 + 0.05 * static_cast<double>(curveCount(candidate.sequence)));
    if (tree) score.cloud = std::exp(-cloudDistance(solid, *tree) / (observation.cloudMeasured ? 0.02 : 0.06));
    if (!observation.view) {
        score.total = score.cloud + simplicity;
        return score;
    }
    const View& view = *observation.view;
    score.silhouette = overlap(silhouette(solid, candidate.camera), view.mask);
    score.edges = edgeAgreement(solid, candidate.camera, view);
    const double relief = reliefAgreement(solid, candidate.camera, view);
    if (relief >= 0.0) score.cloud = score.cloud < 0.0 ? relief : 0.5 * (score.cloud + relief);
    double sum = 0.5 * score.silhouette, weight = 0.5;
    if (score.edges >= 0.0) sum += 0.2 * score.edges, weight += 0.2;
    if (score.cloud >= 0.0) sum += 0.3 * score.cloud, weight += 0.3;
    score.total = sum / weight + simplicity;
    return score;
}

}  // namespace img2cadseq
