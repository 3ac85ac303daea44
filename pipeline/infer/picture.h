#pragma once
// From a picture to an Observation: mask, camera, clouds. Holds the networks once they are loaded.

#include <filesystem>
#include <string>

#include "infer/kept.h"
#include "infer/reconstructor.h"
#include "infer/weights.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::infer {

class PictureStage {
public:
    /// Fills photo, mask, observation, coarse, weights and, as Refinement::refine() takes it, refined.
    /// Networks compute on result.device. Throws Error(BadInput, Io, BadWeights, NoDevice).
    void prepare(const ReconstructInput& input, const ReconstructOptions& options, Reconstruction& result);

private:
    struct Network {
        Network(const std::filesystem::path& folder, const std::string& device);
        nn::PictureLifter lifter;
        WeightHashes hashes;
    };
    static constexpr const char* kFile = "lifter.safetensors";

    Kept<Network> networks_{kFile};
};

}  // namespace img2cadseq::infer
