#pragma once
// Closed loops as engineers draw them: rectangles with treated corners, slots, sectors, polygons, toothed rings. All
// run counter-clockwise unless mirrored; angles in radians.

#include <functional>
#include <vector>

#include "cad/sequence.h"

namespace img2cadseq::synth {

enum class CornerKind { Sharp, Round, Chamfer, Notch };

/// A vertex of an outline. `size`: radius of a Round, set-back of a Chamfer or Notch. A size too large for its edges is
/// reduced to what fits.
struct Corner {
    Vec2 at;
    CornerKind kind = CornerKind::Sharp;
    double size = 0.0;
};

Loop outline(const std::vector<Corner>& corners);
/// Every corner treated alike.
Loop outline(const std::vector<Vec2>& points, CornerKind kind = CornerKind::Sharp, double size = 0.0);

Loop circle(const Vec2& center, double radius);
Loop rectangle(const Vec2& center, const Vec2& size, CornerKind kind = CornerKind::Sharp, double corner = 0.0);
Loop rectangle(const Box2& box, CornerKind kind = CornerKind::Sharp, double corner = 0.0);
/// Stadium about the segment between two centres.
Loop slot(const Vec2& from, const Vec2& to, double radius);
/// Convex hull of two circles, neither inside the other: a tapered arm.
Loop taperedSlot(const Vec2& from, double fromRadius, const Vec2& to, double toRadius);
Loop regularPolygon(const Vec2& center, double circumradius, int sides, double angle = 0.0);
/// Disc with a flat at distance `flat` from the centre, its normal towards `angle`.
Loop dShape(const Vec2& center, double radius, double flat, double angle);
/// Disc with two parallel flats.
Loop doubleD(const Vec2& center, double radius, double flat, double angle);
/// Disc with a straight key of `width` reaching to `reach` from the centre towards `angle`.
Loop keyhole(const Vec2& center, double radius, double width, double reach, double angle);
/// Part of a ring; inner radius 0 gives a pie.
Loop sector(const Vec2& center, double inner, double outer, double from, double sweep);
/// Curved slot with round ends about `center`, from angle `from` over `sweep`, centre line at `radius`.
Loop arcSlot(const Vec2& center, double radius, double halfWidth, double from, double sweep);
/// Toothed ring outline: `teeth` teeth between radii root and tip, tooth share of the pitch at root and at tip.
Loop toothed(const Vec2& center, double root, double tip, int teeth, double shareRoot, double shareTip, bool arcs);
/// Star of n points.
Loop star(const Vec2& center, double inner, double outer, int points, double angle);

/// Isometries.
Loop mapped(const Loop& loop, const std::function<Vec2(const Vec2&)>& isometry);
Loop moved(const Loop& loop, const Vec2& by);
Loop turned(const Loop& loop, double angle, const Vec2& about = {});
Loop mirroredU(const Loop& loop, double u = 0.0);  ///< (u, v) -> (2 u0 - u, v)
Loop mirroredV(const Loop& loop, double v = 0.0);
Loop swapped(const Loop& loop);  ///< (u, v) -> (v, u)
Profile mapped(const Profile& profile, const std::function<Vec2(const Vec2&)>& isometry);

}  // namespace img2cadseq::synth
