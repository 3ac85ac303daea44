#pragma once
// What the part lies on: procedural wood, cork, paper, cloth, desk, stone; and the room behind where the view sees over
// it.

#include "core/random.h"
#include "synth/canvas.h"
#include "synth/scene.h"

namespace img2cadseq::synth {

/// Reflectance of the ground under every pixel, evenly lit, or of the far background where there is no ground.
Canvas paintGround(const GroundMap& ground, Random& random);

}  // namespace img2cadseq::synth
