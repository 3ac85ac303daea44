#include "infer/refinement.h"

#include "core/log.h"
#include "nn/refiner.h"

namespace img2cadseq::infer {
namespace {

constexpr const char* kRefineFile = "refine.safetensors";

}  // namespace

Refinement::Refinement() = default;
Refinement::~Refinement() = default;

std::shared_ptr<const nn::Refiner> Refinement::load(const std::filesystem::path& folder, WeightHashes& hashes) {
    const std::lock_guard guard(mutex_);
    if (folder.empty() || !std::filesystem::exists(folder / kRefineFile)) {
        if (!warned_) logWarning("there are no weights of UA-DGCNN (", kRefineFile, "): clouds are not refined");
        warned_ = true;
        return nullptr;
    }
    if (!network_ || folder_ != folder) {
        network_ = std::make_shared<const nn::Refiner>(folder / kRefineFile);
        hashes_ = weightHashes(folder, {kRefineFile});
        folder_ = folder;
    }
    hashes = hashes_;
    return network_;
}

void Refinement::refine(const std::filesystem::path& folder, Reconstruction& result) {
    if (result.refined.positions.empty()) return;
    WeightHashes hashes;
    const auto network = load(folder, hashes);
    if (!network) return;
    result.refined = network->refined(std::move(result.refined));
    result.weights.insert(hashes.begin(), hashes.end());
}

}  // namespace img2cadseq::infer
