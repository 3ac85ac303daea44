#pragma once
// Which ways a part may lie, by what the lifter says at several looks. Private to nn/.

#include <vector>

#include "geometry/vec.h"
#include "nn/looks.h"

namespace img2cadseq::nn {

/// What the looks agree on: rotation and log sides in one naming of the axes, share of all votes.
struct LookedPose {
    Mat3 rotation;
    Vec3 logSides;
    double probability = 0.0;
};

/// `camera` has a row a look. Most voted first; those within some twenty degrees of one another, however their axes are
/// named, are one.
std::vector<LookedPose> posesOf(const torch::Tensor& camera, const Looks& looks);

}  // namespace img2cadseq::nn
