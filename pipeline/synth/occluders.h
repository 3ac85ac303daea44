#pragma once
// Hands and holders in front of and behind the part, and other things lying about.

#include <vector>

#include "core/random.h"
#include "synth/canvas.h"
#include "synth/scene.h"

namespace img2cadseq::synth {

/// A finger as a capsule in the picture, from `root` (outside) to `tip`, in pixels.
struct Finger {
    Vec2f root, tip;
    float radius = 8.0f;
    float softness = 0.1f;  ///< width of its blurred rim, in radii
    bool nail = false;
};

/// One hand: fingers behind the part and, now and then, a thumb over its rim.
struct Hand {
    Color skin;
    std::vector<Finger> behind, before;
};
Hand drawHand(const Buffers& buffers, Random& random);

/// Paints a finger; where `cover` is given, pixels it hides are set to 255 there.
void paintFinger(Canvas& canvas, const Finger& finger, const Color& skin, const Vec3f& towardsLight, float ambient,
                 Mask* cover);

/// A straight grey clamp or rod from the border to the part.
void paintHolder(Canvas& canvas, const Buffers& buffers, Random& random, Mask* cover);

/// Pins, boxes, rings and sticks standing on the ground beside or behind the part.
void paintClutter(Canvas& canvas, const Buffers& buffers, const GroundMap& ground, Random& random);

/// Another copy of the part, half out of the picture.
void paintTwin(Canvas& canvas, const Canvas& part, const Buffers& buffers, Random& random);

}  // namespace img2cadseq::synth
