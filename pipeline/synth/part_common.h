#pragma once
// What several families share: edge styles, screw holes, walls.

#include "synth/part_draft.h"

namespace img2cadseq::synth {

/// Rounded more often than sharp, sharp more often than chamfered.
CornerKind edgeStyle(Random& random);

/// Holes in a face of the given box: one, a row along the longer side, or four.
std::vector<Loop> screwHoles(Random& random, const Box2& face, double radius);

/// Points mirrored at u = 0: right side given from the bottom up, the left added from the top down.
std::vector<Vec2> mirroredPoints(const std::vector<Vec2>& right);
/// The same for corners; points on u = 0 are not doubled.
std::vector<Corner> mirroredCorners(const std::vector<Corner>& right);

/// A wall of a rectangular ring: outer rectangle with an inner one `wall` further in.
Profile ringWall(const Vec2& center, const Vec2& size, double wall, CornerKind kind, double corner);

/// Either of two with even odds.
inline bool coin(Random& random) { return random.chance(0.5); }

}  // namespace img2cadseq::synth
