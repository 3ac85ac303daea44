#pragma once
// Better cameras: from the straight edges of a picture alone, and laid on a mask by a candidate's silhouette.

#include "csg/solid.h"
#include "fit/observation.h"
#include "fit/pose.h"

namespace img2cadseq {

/// Turns the camera (and changes its perspective) until the picture's straight edges point along the images of the
/// three axes: most edges of made parts do. Each segment is held against the nearest axis; those near to none are left
/// out. Returns the camera as it was where fewer than `fewest` segments agree.
Camera alignedToSegments(const Camera& camera, const std::vector<LineSegment>& segments, int fewest = 5);

/// The upright rectangle around the mask's pixels, in pixels; empty where it has none.
Box2 rectangleOf(const Mask& mask);

/// Brings the silhouette's box onto the mask's: a start that is right in place and size. `camera` has the mask's size.
Camera framedLike(const csg::Solid& solid, const Camera& camera, const Mask& mask);

/// Where the camera sees the solid.
Mask silhouette(const csg::Solid& solid, const Camera& camera);

}  // namespace img2cadseq
