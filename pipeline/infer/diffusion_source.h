#pragma once
// Candidates drawn by the diffusion over the code tree, given the cloud or nothing.

#include <filesystem>
#include <memory>
#include <string>

#include "infer/candidate_source.h"
#include "infer/kept.h"
#include "infer/weights.h"

namespace img2cadseq::nn {
class Generator;
}

namespace img2cadseq::infer {

/// The networks of a folder.
struct Diffusion {
    /// Throws Error(BadWeights, Io, NoDevice).
    Diffusion(const std::filesystem::path& folder, const std::string& device);

    std::shared_ptr<const nn::Generator> generator;
    WeightHashes hashes;
};
inline constexpr const char* kDiffusionFile = "diffusion.safetensors";
using DiffusionNetworks = Kept<Diffusion>;

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
