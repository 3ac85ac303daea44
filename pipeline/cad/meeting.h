#pragma once
// Where two sketch curves meet: exact intersections of lines, arcs and circles, judged with a tolerance.

#include <vector>

#include "cad/curve.h"

namespace img2cadseq {

/// A curve with what intersection needs, worked out once. Directions and distances are taken from the start point and
/// never from the centre alone, so that flat arcs with far centres keep their accuracy.
struct CurvePiece {
    explicit CurvePiece(const Curve& curve);

    bool straight = false, closed = false;
    Vec2 start, end;
    Vec2 direction;       ///< unit, of a line
    Vec2 toCenter;        ///< centre - start, of an arc or circle
    double radius = 0.0;  ///< of an arc or circle
    double sense = 1.0;   ///< 1 counter-clockwise, -1 clockwise
    double length = 0.0;
    Box2 box;

    Vec2 center() const { return start + toCenter; }
    Vec2 at(double position) const;  ///< point at a distance along the curve, also beyond its ends
    /// Signed distance of a point from the curve's unbounded line or circle.
    double offset(const Vec2& point) const;
    /// Distance along the curve of the unbounded line's or circle's point nearest to `point`; on a circle the one
    /// representative in [-tolerance, circumference - tolerance).
    double position(const Vec2& point, double tolerance) const;
    /// Distance of a point from the curve itself.
    double distance(const Vec2& point) const;
};

enum class MeetingKind {
    Cross,   ///< each passes from one side of the other to the other side, away from all ends
    Touch,   ///< a common point otherwise: at an end, or tangential
    Overlap  ///< they run along each other
};

struct Meeting {
    MeetingKind kind;
    Vec2 point;
};

/// All meetings of two curves; nearness up to `tolerance` counts as meeting, depth up to it does not count as crossing.
std::vector<Meeting> meetings(const CurvePiece& a, const CurvePiece& b, double tolerance);

}  // namespace img2cadseq
