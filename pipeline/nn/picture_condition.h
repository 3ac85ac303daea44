#pragma once
// What the denoiser gets of a picture: the lifter's tokens, each with the line of sight through the middle of its cell
// in the networks' frame, so that what is seen in the picture can be placed on the part. No torch.

#include <vector>

#include "cad/transform.h"
#include "geometry/camera.h"
#include "geometry/picture_tokens.h"

namespace img2cadseq::nn {

struct PictureCondition {
    static constexpr int kAcross = 8, kTokens = kAcross * kAcross + 1;
    /// The point of the line of sight that is nearest to the origin, its unit direction away from the camera, and the
    /// logarithm of the width that a cell sees there. The whole picture's is that of its middle.
    static constexpr int kRay = 7;
    std::vector<float> tokens;  ///< [kTokens][width]
    std::vector<float> rays;    ///< [kTokens][kRay]
};

/// `camera`: from the cloud's frame to pixels of the picture that the tokens are of; `pose`: networkPose() of the
/// cloud. Throws Error(Internal) for tokens of other cells than kAcross x kAcross.
PictureCondition pictureCondition(const PictureTokens& tokens, const Camera& camera, const Similarity& pose);

}  // namespace img2cadseq::nn
