#pragma once
// The edges of all blocks in space, and where planes and directions touch them: places where volumes and extremes
// break.

#include <vector>

#include "csg/flat.h"

namespace img2cadseq::csg {

class Edges {
public:
    /// Of all blocks, or only of those that add material.
    explicit Edges(const Flat& flat, bool onlyAdding = false);

    /// Extremes of all corners and circles along the three rows of `axes`.
    void box(const Mat3& axes, Vec3& low, Vec3& high) const;
    /// Heights along `axis` of all corners and of the circles' extremes.
    std::vector<double> heights(const Vec3& axis) const;
    /// In the plane at height z along axes.row[2]: positions along axes.row[1] of corners and of tangents along
    /// axes.row[0].
    void slice(const Mat3& axes, double z, std::vector<double>& positions) const;
    /// Corners, and the points of circles that are extreme along `axis`.
    std::vector<Vec3> extremes(const Vec3& axis) const;

private:
    struct Segment {
        Vec3 a, b;
    };
    /// A wall that is part of a cylinder, with the plane of its low cap.
    struct Wall {
        Vec3 center, x, y, normal;  ///< center in the low cap's plane
        double height, radius;
        Vec2 start, chord;  ///< of the arc, relative to the centre
        int turn;
        bool full;

        bool contains(const Vec2& p) const { return full || cross(chord, p - start) * turn <= 1e-9 * radius * radius; }
        Vec3 at(const Vec2& p, double t) const { return center + x * p.x + y * p.y + normal * t; }
    };
    /// Calls f(point) for both ends of the wall's generators where its radius is along +-direction.
    template <class F>
    static void generators(const Wall& wall, const Vec2& direction, const F& f);

    std::vector<Segment> segments_;
    std::vector<Wall> walls_;
};

}  // namespace img2cadseq::csg
