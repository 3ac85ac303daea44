#pragma once
// Round holes that a picture's edges show in the flat faces of a candidate.

#include "cad/sequence.h"
#include "fit/observation.h"
#include "fit/seen_faces.h"

namespace img2cadseq {

/// The rim of a hole on a face, in the coordinates of its plane.
struct HoleEdge {
    SeenFace face;
    Circle circle;
    double share = 0.0;     ///< of the rim along which edges were seen
    double clutter = 0.0;   ///< the same of rims well inside and well outside of it: the larger of the two
    double material = 0.0;  ///< thickness behind its centre
};

struct RoundHoleOptions {
    double smallest = 0.012, largest = 0.4;  ///< radii; longest side 1
    double leastShare = 0.75;                ///< ends of slots and rounded corners stay below
    int most = 10;                           ///< of them in all, the best seen first
    int draws = 600;                         ///< of three edge points a face, at most
};

/// Seen edges laid back on the faces; circles through three of them at random that many others lie on. None where a
/// hole already is. `camera` sees canonical axes; the edges are in its pixels. Deterministic.
std::vector<HoleEdge> roundHoles(const CadSequence& sequence, const csg::Solid& solid, const Camera& camera,
                                 const std::vector<EdgePoint>& edges, const RoundHoleOptions& options = {});

/// Whether a circle lies in the profile, clear of its walls and not about a hole of it.
bool liesWithin(const Circle& circle, const Profile& profile);

/// The circle near `about` along which most edges are seen; none where they are few. For places of which something else
/// says that a round rim is there, roughly.
std::optional<Circle> rimNear(const SeenFace& face, const Circle& about, const Camera& camera,
                              const std::vector<EdgePoint>& edges);

/// Whether a hole through the part may be where that rim is: the mean of `openings`, predicted for `camera`'s picture,
/// within it is not next to nothing, or there are none. Seen rims of pockets, letters and scratches mostly fail.
bool mayGoThrough(const HoleEdge& hole, const Camera& camera, const FloatMap& openings);

/// How deep the pocket is that the view is predicted to show within that rim, a floor left; none where it shows none.
std::optional<double> pocketDepth(const HoleEdge& hole, const Camera& camera, const View& view);

/// With the hole `depth` deep, as a cut of its own; one that goes just through its block, from cap to cap, becomes a
/// loop of the profile instead.
CadSequence withHole(const CadSequence& sequence, const HoleEdge& hole, double depth);
/// The same for any rim, in the coordinates of the face's plane.
CadSequence withHole(const CadSequence& sequence, const SeenFace& face, const Loop& rim, double material, double depth);

}  // namespace img2cadseq
