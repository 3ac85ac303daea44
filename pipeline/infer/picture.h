#pragma once
// From a picture to an Observation: mask, camera, clouds. Holds the networks once they are loaded.

#include <memory>

#include "infer/reconstructor.h"

namespace img2cadseq::infer {

class PictureStage {
public:
    PictureStage();
    ~PictureStage();

    /// Fills photo, mask, observation, coarse, weights and, as Refinement::refine() takes it, refined.
    /// Networks compute on result.device. Throws Error(BadInput, Io, BadWeights, NoDevice).
    void prepare(const ReconstructInput& input, const ReconstructOptions& options, Reconstruction& result);

private:
    void load(const std::string& models, const std::string& device);

    struct Networks;
    std::unique_ptr<Networks> networks_;
};

}  // namespace img2cadseq::infer
