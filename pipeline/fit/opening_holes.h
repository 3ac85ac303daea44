#pragma once
// Holes through a candidate where a picture is predicted to show openings: round ones and rectangles along the axes of
// the face that they lie in.

#include "cad/sequence.h"
#include "fit/hole_edges.h"

namespace img2cadseq {

/// A hole through a face that is seen.
struct OpeningHole {
    SeenFace face;
    Loop rim;               ///< in the coordinates of the face's plane
    double material = 0.0;  ///< thickness behind its middle
};

/// For each patch of `openings`, a probability a pixel of `camera`'s picture, that is likely enough. None where a
/// hole already is, or where a patch lies on no flat face. `camera` sees canonical axes. Largest first.
std::vector<OpeningHole> openingHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                      const FloatMap& openings);

/// With that hole.
CadSequence withHole(const CadSequence& sequence, const OpeningHole& hole);

}  // namespace img2cadseq
