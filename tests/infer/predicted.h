#pragma once
// What a network might predict of a made part's picture: the truth, spoilt by a known amount.

#include "fit/observation.h"
#include "synth/sample.h"

namespace img2cadseq::test {

/// Deviations of what is predicted from the truth.
struct Spoiling {
    double turn = 0.14;    ///< of the camera, radians
    double sides = 0.08;   ///< of the box's sides, logarithm
    double relief = 0.05;  ///< of depths, smooth over the picture
    double blur = 1.2;     ///< of the occupancy, cells
    double doubt = 1.5;    ///< of the occupancy's logit, smooth in space
    Spoiling scaled(double by) const { return {turn * by, sides * by, relief * by, blur * by, doubt * by}; }
};

Observation predicted(const synth::Sample& sample, const Spoiling& spoiling, uint64_t seed);

/// IoU of two sequences, each normalised by its own box, and that of the second's box with it.
struct NormalisedOverlap {
    double iou = 0.0, box = 0.0;
    double gain() const { return box < 0.995 ? std::max(-1.0, (iou - box) / (1.0 - box)) : 0.0; }
};
/// `anyRotation`: the best of the 24 axis rotations of the part.
NormalisedOverlap normalisedOverlap(const CadSequence& part, const CadSequence& reference, bool anyRotation = false);

}  // namespace img2cadseq::test
