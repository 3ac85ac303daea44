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
    /// Throws Error(BadInput, Io, BadWeights).
    void prepare(const ReconstructInput& input, const ReconstructOptions& options, Reconstruction& result);

private:
    void load(const std::string& models);

    struct Networks;
    std::unique_ptr<Networks> networks_;
};

}  // namespace img2cadseq::infer
