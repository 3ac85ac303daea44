#include <algorithm>

#include "cad/transform.h"
#include "cloud/cloud.h"
#include "cloud/own_axes.h"
#include "infer/prepare.h"
#include "infer/refinement.h"
#include "infer/scan_frame.h"

namespace img2cadseq::infer {
namespace {

/// Points of a dense scan that are refined, that candidates are made of and held against.
constexpr size_t kMostObserved = 4 * kCloudSize;

PointCloud moved(PointCloud cloud, const Similarity& similarity) {
    for (Vec3f& p : cloud.positions) p = cast<float>(similarity.apply(cast<double>(p)));
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
    result.coarse = moved(resample(cloud, kCloudSize, Random(1)), unit);
    result.refined = moved(drawnToRefine(clean, kMostObserved, Random(2)), unit);
    const size_t observed = std::clamp(clean.size(), kCloudSize, kMostObserved);
    result.observation.cloud = moved(resample(clean, observed, Random(2)), unit);
    result.observation.cloudMeasured = true;
    result.observation.boxSize = boundingBox(moved(clean, unit)).size();
}

}  // namespace img2cadseq::infer
