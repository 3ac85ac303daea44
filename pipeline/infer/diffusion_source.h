#pragma once
// Candidates drawn by the diffusion over the code tree, given the cloud or nothing.

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "infer/candidate_source.h"
#include "infer/weights.h"

namespace img2cadseq::nn {
class Generator;
}

namespace img2cadseq::infer {

/// The networks, loaded when first wanted and kept for later runs. Thread-safe.
class DiffusionNetworks {
public:
    struct Loaded {
        std::shared_ptr<const nn::Generator> generator;
        WeightHashes hashes;
    };
    /// `device`: as nn::deviceNamed() gives it. Throws Error(BadWeights, Io) where `folder` does not hold usable
    /// weights, Error(NoDevice) where the device cannot hold them.
    Loaded load(const std::filesystem::path& folder, const std::string& device = "cpu");

private:
    std::mutex mutex_;
    std::filesystem::path folder_;
    std::string device_;
    Loaded loaded_;
};

struct DiffusionOptions {
    int steps = 32;
    double guidance = 1.0;
    bool unconditional = false;  ///< draws parts whatever the observation; otherwise none where it has no cloud
};

/// "diffusion". With a cloud, the k-th is the one of kDrawsEach draws that explains the observation best; without, the
/// k-th draw. For one run: it remembers what was drawn together.
std::shared_ptr<const CandidateSource> diffusionSource(std::shared_ptr<const nn::Generator> generator,
                                                       const DiffusionOptions& options);
inline constexpr int kDrawsEach = 4;

}  // namespace img2cadseq::infer
