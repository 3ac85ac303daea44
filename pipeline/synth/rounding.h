#pragma once
// Ridges of real parts are a little round: normals turn over from face to face there.

#include "synth/buffers.h"

namespace img2cadseq::synth {

/// Normals of the front surface, as if all ridges had a radius of about `radius` pixels. Silhouettes stay sharp.
NormalMap roundedNormals(const Buffers& buffers, float radius);

}  // namespace img2cadseq::synth
