#pragma once
// The outline grammar: what free composition draws, from rectangles with treated corners to sectors and stars.

#include "core/random.h"
#include "synth/outline.h"

namespace img2cadseq::synth {

/// A closed outline centred at the origin whose box is `size`, about.
Loop freeOutline(Random& random, const Vec2& size);
/// A simple shape for holes, pockets and bosses within a box of `size`: mostly circles and rectangles.
Loop featureOutline(Random& random, const Vec2& size);

}  // namespace img2cadseq::synth
