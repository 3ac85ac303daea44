#include "infer/refinement.h"

#include <algorithm>
#include <utility>

#include "cad/transform.h"
#include "cloud/cloud.h"
#include "core/log.h"
#include "fit/cloud_noise.h"

namespace img2cadseq::infer {
namespace {

/// Mean way of a cloud's points at which it counts as noisy, unless they lie on planes with their neighbours: those of
/// exact clouds go 0.0007 at most, but of some that are thin and round as far as those of noisy ones.
constexpr double kNoisy = 0.001;

double meanWay(const PointCloud& from, const PointCloud& to) {
    double sum = 0.0;
    for (size_t i = 0; i < from.size(); ++i) sum += norm(to.positions[i] - from.positions[i]);
    return sum / static_cast<double>(from.size());
}

bool liesOnItsSurface(const PointCloud& cloud) { return isExact(metrics::PointTree(pointsOf(cloud))); }

/// Noise makes a part look larger: what is refined says where and how large it is. What was measured stays a reading of
/// its own, for where the network is wrong.
void observeRefined(PointCloud refined, Reconstruction& result) {
    const Similarity unit = toUnitBox(boundingBox(refined));
    result.ownLength /= unit.scale;
    for (PointCloud* each : {&result.coarse, &result.refined, &refined}) *each = transformed(std::move(*each), unit);
    result.others.push_back(result.observation);
    result.others.back().cloud = transformed(std::move(result.others.back().cloud), unit);
    result.observation.cloud = std::move(refined);
    for (Observation* each : {&result.observation, &result.others.back()})
        each->boxSize = boundingBox(each->cloud).size();
}

}  // namespace

PointCloud drawnToRefine(const PointCloud& cloud, size_t most, Random random) {
    return resample(cloud, std::clamp(cloud.size(), kCloudSize, most), random);
}

Refinement::Network::Network(const std::filesystem::path& folder)
    : refiner(folder / kFile), hashes(weightHashes(folder, {kFile})) {}

void Refinement::refine(const std::filesystem::path& folder, Reconstruction& result) {
    if (result.refined.positions.empty()) return;
    const auto network = networks_.load(folder);
    if (!network) {
        std::call_once(warned_,
                       [] { logWarning("there are no weights of UA-DGCNN (", kFile, "): clouds are not refined"); });
        result.refined = result.observation.cloud;
        return;
    }
    PointCloud refined = network->refiner.refined(result.refined);
    const bool noisy = result.observation.cloudMeasured && meanWay(result.refined, refined) > kNoisy &&
                       !liesOnItsSurface(result.observation.cloud);
    result.refined = nn::mixtureResampled(refined, kCloudSize, {}, Random(3));
    result.weights.insert(network->hashes.begin(), network->hashes.end());
    if (noisy) observeRefined(std::move(refined), result);
}

}  // namespace img2cadseq::infer
