#pragma once
// Clouds refined by UA-DGCNN. Holds the network once it is loaded.

#include <filesystem>
#include <mutex>

#include "core/random.h"
#include "infer/kept.h"
#include "infer/reconstructor.h"
#include "infer/weights.h"
#include "nn/refiner.h"

namespace img2cadseq::infer {

/// Points of `cloud` that are refined, drawn evenly: kCloudSize, or up to `most` where there are more.
PointCloud drawnToRefine(const PointCloud& cloud, size_t most, Random random);

/// Thread-safe.
class Refinement {
public:
    /// Takes result.refined as drawnToRefine() gives it, and makes of it the refined cloud of at most
    /// kCloudSize points, drawn by importance; adds the weights' hash to result.weights. Where a measured cloud turns
    /// out to be noisy, all of its refined points become what is observed, the measured ones a second reading, and all
    /// clouds are scaled by the refined one's box. Without weights the refined cloud is the observed one, and the log
    /// says so once. Throws Error(BadWeights, Io) where the weights found cannot be used.
    void refine(const std::filesystem::path& folder, Reconstruction& result);

private:
    /// UA-DGCNN of a folder.
    struct Network {
        explicit Network(const std::filesystem::path& folder);
        nn::Refiner refiner;
        WeightHashes hashes;
    };
    static constexpr const char* kFile = "refine.safetensors";

    Kept<Network> networks_{kFile};
    std::once_flag warned_;
};

}  // namespace img2cadseq::infer
