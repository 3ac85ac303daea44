#pragma once
// What a camera adds: focus, motion, exposure, colour cast, vignette, distortion, noise.

#include "core/random.h"
#include "synth/buffers.h"
#include "synth/canvas.h"
#include "synth/scene.h"

namespace img2cadseq::synth {

/// Blurs what lies off the part's middle depth, `strength` pixels of blur a length.
void defocus(Canvas& canvas, const Buffers& buffers, const GroundMap& ground, float strength);
/// Averages along a straight way of `length` pixels.
void smear(Canvas& canvas, Vec2f direction, float length);
/// Radial: a point at the picture's side moves by `k` of half the width.
void distort(Canvas& canvas, float k);
/// Exposure, white balance, contrast, saturation, vignette.
void expose(Canvas& canvas, Random& random);
/// Sensor noise: grows with the root of the light, coarser in colour; then the sharpening phones add.
void addNoise(Canvas& canvas, float strength, Random& random);
void sharpen(Canvas& canvas, float amount);

}  // namespace img2cadseq::synth
