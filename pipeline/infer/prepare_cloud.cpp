#include <algorithm>

#include "cad/transform.h"
#include "cloud/cloud.h"
#include "cloud/own_axes.h"
#include "core/log.h"
#include "fit/unseen_sides.h"
#include "infer/prepare.h"
#include "infer/refinement.h"
#include "infer/scan_frame.h"

namespace img2cadseq::infer {
namespace {

/// Points of a dense scan that are refined, that candidates are made of and held against.
constexpr size_t kMostObserved = 4 * kCloudSize;

/// As many of the faces that were not seen as are dense as the cloud, `of` being how many points they were made for.
PointCloud closedBy(const PointCloud& faces, size_t of, PointCloud cloud) {
    if (faces.size() == 0) return cloud;
    cloud.seen.assign(cloud.size(), 1);
    const PointCloud more = resample(faces, faces.size() * cloud.size() / of, Random(4));
    cloud.positions.insert(cloud.positions.end(), more.positions.begin(), more.positions.end());
    if (!cloud.normals.empty()) cloud.normals.insert(cloud.normals.end(), more.normals.begin(), more.normals.end());
    cloud.seen.insert(cloud.seen.end(), more.seen.begin(), more.seen.end());
    return cloud;
}

}  // namespace

void prepareCloud(const ReconstructInput& input, Reconstruction& result) {
    if (!input.mask.empty() || input.box || input.click || input.drawn)
        throw Error(ErrorCode::Usage, "a mask or box has no meaning for the cloud " + input.path.string());
    PointCloud cloud = input.points ? *input.points : readCloud(input.path);
    PointCloud clean = removeOutliers(cloud);
    result.axes = turnToOwnAxes(clean);
    if (result.axes) {
        turn(cloud, *result.axes);
        turn(clean, *result.axes);
    }
    const Similarity unit = toUnitBox(boundingBox(clean));
    result.ownLength = 1.0 / unit.scale;
    const size_t observed = std::clamp(clean.size(), kCloudSize, kMostObserved);
    PointCloud drawn = transformed(resample(clean, observed, Random(2)), unit);
    const PointCloud faces = unseenSides(drawn);
    if (faces.size() > 0) logWarning(input.path.string(), ": the scan is open, flat faces close it");
    result.coarse = closedBy(faces, observed, transformed(resample(cloud, kCloudSize, Random(1)), unit));
    if (faces.size() > 0) result.coarse = resample(result.coarse, kCloudSize, Random(6));
    result.refined = closedBy(faces, observed, transformed(drawnToRefine(clean, kMostObserved, Random(2)), unit));
    result.observation.cloud = closedBy(faces, observed, std::move(drawn));
    result.observation.cloudMeasured = true;
    result.observation.boxSize = boundingBox(transformed(clean, unit)).size();
}

}  // namespace img2cadseq::infer
