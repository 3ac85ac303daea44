#pragma once
// Smooth random functions of the plane, for textures. The lattice is fixed; a texture's own numbers come as an offset.

#include "geometry/vec.h"

namespace img2cadseq::synth {

/// Value noise in [0, 1], lattice spacing 1, period 256, smooth between lattice points.
float valueNoise(float x, float y);

/// Sum of `octaves` of value noise, each twice as fine and half as strong; in [0, 1], mean 0.5.
float layeredNoise(float x, float y, int octaves);

/// Where a texture samples the lattice: drawn once a texture, so that no two look alike.
struct NoiseOffset {
    float x = 0.0f, y = 0.0f;
    float at(float u, float v) const { return valueNoise(u + x, v + y); }
    float layered(float u, float v, int octaves) const { return layeredNoise(u + x, v + y, octaves); }
};

}  // namespace img2cadseq::synth
