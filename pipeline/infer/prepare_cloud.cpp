#include <algorithm>

#include "cad/transform.h"
#include "cloud/cloud.h"
#include "infer/prepare.h"
#include "infer/refinement.h"

namespace img2cadseq::infer {
namespace {

PointCloud moved(PointCloud cloud, const Similarity& similarity) {
    for (Vec3f& p : cloud.positions) p = cast<float>(similarity.apply(cast<double>(p)));
    return cloud;
}

}  // namespace

bool isCloudFile(const std::filesystem::path& path) {
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    return suffix == ".ply" || suffix == ".pcd" || suffix == ".xyz";
}

void prepareCloud(const ReconstructInput& input, Reconstruction& result) {
    if (!input.mask.empty() || input.box || input.click || input.drawn)
        throw Error(ErrorCode::Usage, "a mask or box has no meaning for the cloud " + input.path.string());
    const PointCloud cloud = input.points ? *input.points : readCloud(input.path);
    const PointCloud clean = removeOutliers(cloud);
    const Similarity unit = toUnitBox(boundingBox(clean));
    result.coarse = moved(resample(cloud, kCloudSize, Random(1)), unit);
    result.refined = moved(drawnToRefine(clean, Random(2)), unit);
    result.observation.cloud = moved(resample(clean, kCloudSize, Random(2)), unit);
    result.observation.cloudMeasured = true;
    result.observation.boxSize = boundingBox(moved(clean, unit)).size();
}

}  // namespace img2cadseq::infer
