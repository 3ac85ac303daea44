#pragma once
// The curves a sketch is drawn with, in the sketch plane's (u, v), millimetres unless a unit is said.

#include <variant>

#include "geometry/box.h"
#include "geometry/vec.h"

namespace img2cadseq {

struct Line {
    Vec2 start, end;
    bool operator==(const Line&) const = default;
};

/// Circular arc through three points; less than a full turn.
struct Arc {
    Vec2 start, mid, end;

    Vec2 center() const;
    double radius() const;
    /// Signed angle from start to end in radians, positive counter-clockwise, 0 < |sweep| < 2 pi.
    double sweep() const;
    /// From chord and signed sweep.
    static Arc fromSweep(const Vec2& start, const Vec2& end, double sweep);
    static Arc fromCenter(const Vec2& center, double radius, double startAngle, double sweep);
    bool operator==(const Arc&) const = default;
};

/// Full circle, alone in its loop.
struct Circle {
    Vec2 center;
    double radius = 0.0;
    bool operator==(const Circle&) const = default;
};

using Curve = std::variant<Line, Arc, Circle>;

Vec2 startPoint(const Curve& curve);  ///< of a circle: its point at angle 0
Vec2 endPoint(const Curve& curve);
double length(const Curve& curve);
/// Point at parameter s in [0, 1], proportional to arc length.
Vec2 pointAt(const Curve& curve, double s);
/// Unit tangent at parameter s in the direction of travel.
Vec2 tangentAt(const Curve& curve, double s);
Box2 boundingBox(const Curve& curve);  ///< exact
Curve reversed(const Curve& curve);    ///< a circle stays as it is: its sense is its loop's matter

}  // namespace img2cadseq
