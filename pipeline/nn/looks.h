#pragma once
// One picture looked at in several ways - turned, mirrored, farther - and what the lifter then says brought back and
// averaged: single answers scatter, their mean less so. Private to nn/.

#include <vector>

#include "nn/lifter.h"

namespace img2cadseq::nn {

/// The picture as given is {false, 1, 0}. Turned about the crop's middle (radians, x towards y), then zoomed, then
/// mirrored.
struct Look {
    bool mirrored = false;
    double zoom = 1.0;
    double turn = 0.0;
};
using Looks = std::vector<Look>;
const Looks& allLooks();     ///< upright
const Looks& turnedLooks();  ///< a little to either side: for cameras and sides, which they make surer
const Looks& oneLook();

/// [1, channels, side, side] -> [looks, channels, side, side]
torch::Tensor lookedAt(const torch::Tensor& picture, const Looks& looks);

/// Maps of all looks brought back to the picture as given and averaged: [looks, Count, h, w] -> [Count, h, w].
torch::Tensor broughtBack(const torch::Tensor& maps, const Looks& looks);

/// The same of edges: [looks, h, w] -> [h, w].
torch::Tensor edgesBroughtBack(const torch::Tensor& edges, const Looks& looks);

/// Logits of the field, averaged over the looks; queries [1, N, LifterQuery::Count] about the picture as given.
torch::Tensor fieldOf(Lifter& lifter, const LifterOutput& output, const torch::Tensor& queries, const Looks& looks);

/// Centre x and y, log scale and perspective as LifterCamera has them, averaged over the looks; [4].
torch::Tensor placeOf(const torch::Tensor& camera, const Looks& looks);

}  // namespace img2cadseq::nn
