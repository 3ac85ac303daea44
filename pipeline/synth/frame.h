#pragma once
// The canonical frame: a single picture cannot know its designer's axes, so the part is turned until the camera says
// where it stands. Whatever axes a part was drawn in, the same picture gives the same answer.

#include "cad/sequence.h"
#include "cad/transform.h"
#include "geometry/box.h"
#include "geometry/camera.h"
#include "synth/symmetry.h"

namespace img2cadseq::synth {

/// Angles in radians.
struct FrameRules {
    double lean = 0.245;  ///< "up in the picture" is leaned this far towards the viewer, so that the usual views from
                          ///< above stay clear of ties
    double azimuthStart = -0.14;  ///< the camera's azimuth lies in [azimuthStart, azimuthStart + pi / 2): frontal views
                                  ///< lie inside, not on the border
    double roundAzimuth = 0.7853981633974483;  ///< azimuth given to parts that have none
    double clearMargin = 0.07;                 ///< a view nearer than this to a border counts as ambiguous
};

/// Canonical axes: z is the part's axis most upright in the picture, x and y are such that the camera stands between
/// them (azimuth atan2(y, x) in the range of the rules); the box's centre is the origin and its longest side 1.
struct CanonicalFrame {
    Similarity part;        ///< given part -> canonical part; its rotation is one of the 24
    Mat3 cameraTurn;        ///< given axes -> canonical axes as the camera sees them; differs from part.rotation by a
                            ///< symmetry of the part
    PartSymmetry symmetry;  ///< of the part, in canonical axes
    double uprightMargin = 0.0;  ///< how far the runner-up is from being "most upright" (difference of cosines)
    double azimuthMargin = 0.0;  ///< distance of the azimuth from its borders
    bool ambiguous = false;      ///< one of the margins is below clearMargin: training may skip or soften the view
};

/// `box` is the part's own box (of what is left after all Booleans), `symmetry` what findSymmetry said about it.
CanonicalFrame canonicalFrame(const Camera& camera, const Box3& box, const PartSymmetry& symmetry,
                              const FrameRules& rules = {});

/// The same picture, with the camera given in canonical axes and lengths.
Camera toCanonical(const Camera& camera, const CanonicalFrame& frame);

}  // namespace img2cadseq::synth
