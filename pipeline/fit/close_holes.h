#pragma once
// Small round holes that a closer look at the picture shows, too small to be sure of from afar.

#include <vector>

#include "fit/hole_edges.h"

namespace img2cadseq {

struct CloseHole {
    HoleEdge hole;
    double likely = 0.0;  ///< probability of an opening at its middle
};

/// Spots of the view's closeOpenings on flat faces that are seen; by their rims where closeEdges show one, and without
/// a rim only what is likely. Those of one face that are nearly as large are made alike. None where a hole already is.
/// `camera` sees canonical axes. Likeliest first. Deterministic.
std::vector<CloseHole> closeHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                  const View& view);

}  // namespace img2cadseq
