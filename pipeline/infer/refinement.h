#pragma once
// Clouds refined by UA-DGCNN. Holds the network once it is loaded.

#include <filesystem>
#include <memory>
#include <mutex>

#include "infer/reconstructor.h"
#include "infer/weights.h"

namespace img2cadseq::nn {
class Refiner;
}

namespace img2cadseq::infer {

/// Thread-safe.
class Refinement {
public:
    Refinement();
    ~Refinement();

    /// Refines result.refined, adds the weights' hash to result.weights. Without weights the cloud stays as it is, and
    /// the log says so once. Throws Error(BadWeights, Io) where the weights found cannot be used.
    void refine(const std::filesystem::path& folder, Reconstruction& result);

private:
    std::shared_ptr<const nn::Refiner> load(const std::filesystem::path& folder, WeightHashes& hashes);

    std::mutex mutex_;
    std::filesystem::path folder_;
    std::shared_ptr<const nn::Refiner> network_;
    WeightHashes hashes_;
    bool warned_ = false;
};

}  // namespace img2cadseq::infer
