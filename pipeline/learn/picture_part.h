#pragma once
// Training samples of the diffusion from pictures: a made part, and the cloud and edges that the lifter takes from a
// picture of it, in the frame of one of its hypotheses. No torch. Deterministic, safe on any thread.

#include <vector>

#include "learn/lifter_sample.h"
#include "learn/part_sample.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::learn {

struct PicturePartOptions {
    LifterDataOptions pictures{.primitives = 0.05, .photographs = 0.65, .unknownMask = 0.0, .drawings = 0.05};
    int points = 4096;
    double thinner = 0.25;  ///< share of hypotheses whose least side is taken for smaller than it is said to be
};

/// The part and its mirror image, each once; fewer where one has no room in the code tree or the lifter sees nothing.
std::vector<PartSample> makePictureParts(const PicturePartOptions& options, const nn::PictureLifter& lifter,
                                         uint64_t index);

}  // namespace img2cadseq::learn
