#include "metrics/segmentation.h"

#include "core/error.h"
#include "metrics/nearest.h"

namespace img2cadseq::metrics {
namespace {

void requireTypes(const Mesh& mesh) {
    bool known = mesh.faceIds.size() == mesh.triangles.size();
    for (const uint32_t id : mesh.faceIds) known = known && id < mesh.faceTypes.size();
    if (!known) throw Error(ErrorCode::BadGeometry, "segmentation cannot be measured: the mesh has no surface types");
}

}  // namespace

double segmentationAccuracy(const std::vector<Vec3>& points, const std::vector<SurfaceType>& truth,
                            const Mesh& result) {
    requireTypes(result);
    if (points.empty() || points.size() != truth.size())
        throw Error(ErrorCode::BadGeometry,
                    "segmentation cannot be measured: points and their surface types differ in number");
    const SurfaceTree tree(result);
    size_t right = 0;
    for (size_t i = 0; i < points.size(); ++i)
        right += result.faceTypes[result.faceIds[tree.nearest(points[i]).index]] == truth[i] ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(points.size());
}

double segmentationAccuracy(const Mesh& reference, const Mesh& result, Random random, size_t count) {
    requireTypes(reference);
    const SurfacePoints drawn = sampleSurface(normalised(reference), count, random);
    std::vector<SurfaceType> truth;
    for (const uint32_t triangle : drawn.triangles) truth.push_back(reference.faceTypes[reference.faceIds[triangle]]);
    return segmentationAccuracy(drawn.positions, truth, normalised(result));
}

}  // namespace img2cadseq::metrics
