#pragma once
// What a photograph shows on a part that is not its shape: letters, pen strokes, scratches, dirt, and shadows of things
// outside the picture.

#include "core/random.h"
#include "synth/scene.h"

namespace img2cadseq::synth {

/// Strokes and spots on the faces, seen in perspective as they are; none on most parts.
void addMarks(Canvas& part, const Buffers& buffers, Random random);

/// Soft-edged shadows over part of the picture, and light that falls off across it; none in most pictures.
void addPassingShadows(Canvas& canvas, Random random);

}  // namespace img2cadseq::synth
