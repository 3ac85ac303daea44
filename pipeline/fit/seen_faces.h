#pragma once
// The flat faces of a candidate that a camera sees from the front: caps of its blocks, the walls along their lines, and
// the floors of what is cut.

#include <optional>
#include <vector>

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/observation.h"
#include "geometry/camera.h"

namespace img2cadseq {

inline constexpr double kLeastFloor = 0.15;  ///< share of the material that is left below a pocket

struct SeenFace {
    Frame plane;           ///< of a cap: its block's sketch plane moved there, so that (u, v) are the sketch's
    double outward = 1.0;  ///< 1 where the plane's normal leads out of the solid, -1 where it leads in
    size_t block = 0;
    std::optional<size_t> profile;  ///< of the cap of a block that adds material
    Profile region;                 ///< in the plane's (u, v)
};

/// Walls only of straight curves of outer loops of what adds material. Some faces may be hidden or cut away: see
/// isSeenAt.
std::vector<SeenFace> seenFaces(const CadSequence& sequence, const Camera& camera);

/// Where the line of sight through a pixel meets the face's plane, in its (u, v); none where it nearly runs along it.
std::optional<Vec2> laidOn(const SeenFace& face, const Camera& camera, const Vec2& pixel);

/// Whether the camera's ray towards a point (u, v) of the face meets the solid there first.
bool isSeenAt(const SeenFace& face, const Vec2& point, const csg::Solid& solid, const Camera& camera);

/// Whether the face looks where the surface is predicted to look about its point (u, v), at least roughly: a hole that
/// is seen on another face than the candidate has there is not this one's. True where nothing is predicted.
bool facesAsPredicted(const SeenFace& face, const Vec2& point, const Camera& camera, const View& view);

/// With that profile of the face cut `depth` deep: of the last cut where that goes from the same face as deep, or a cut
/// of its own.
CadSequence withCut(const CadSequence& sequence, const SeenFace& face, const Profile& profile, double depth);

/// How thick the material is behind a point of the face; 0 where there is none.
double materialBehind(const SeenFace& face, const Vec2& point, const csg::Solid& solid);

}  // namespace img2cadseq
