#pragma once
// Small round holes that lie symmetrically on a face, four or two of them: one alone may be predicted too faintly to be
// believed, all together they are.

#include <optional>
#include <vector>

#include "fit/observation.h"
#include "fit/seen_faces.h"

namespace img2cadseq {

struct HolePattern {
    SeenFace face;
    std::vector<Circle> rims;     ///< of one radius, in the coordinates of the face's plane
    double material = 0.0;        ///< thickness behind the first; longest side 1
    std::optional<double> depth;  ///< of pockets; none: they go through
};

/// Where the view's openings and pockets, however faint, mirror each other about the middle of a cap that is seen.
/// What is missing of four, hidden or not, is filled in: one hole, in the corners of the face two. None where a hole
/// already is.
/// `camera` sees canonical axes. Those predicted most surely first. Deterministic.
std::vector<HolePattern> holePatterns(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                      const View& view);

/// With these holes.
CadSequence withPattern(const CadSequence& sequence, const HolePattern& pattern);

}  // namespace img2cadseq
