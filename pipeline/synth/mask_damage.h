#pragma once
// The mistakes segmentation makes, so that networks learn to live with them.

#include "core/random.h"
#include "synth/buffers.h"

namespace img2cadseq::synth {

/// `mask` is the visible part. About a third come back damaged: rims eaten or grown, a face or a bite lost, shadow
/// taken in, holes filled.
void damageMask(Mask& mask, const Buffers& buffers, const FloatMap* shadow, Random& random);

}  // namespace img2cadseq::synth
