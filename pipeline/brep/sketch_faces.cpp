#include "brep/sketch_faces.h"

#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakeVertex.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRep_Builder.hxx>
#include <Geom_Circle.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Wire.hxx>
#include <cmath>
#include <gp_Circ.hxx>
#include <gp_Lin.hxx>
#include <gp_Pln.hxx>
#include <numbers>

#include "core/error.h"

namespace img2cadseq::brep {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

gp_Dir direction(const Vec3& v) { return {v.x, v.y, v.z}; }

/// A direction across `normal` that depends on its line only: the projected world axis farthest from it, turned by
/// `turn`. Circles begin there, so that the seams of coaxial cylinders lie in one line whatever sketches they come
/// from, and merge.
Vec3 seamDirection(const Vec3& normal, double turn) {
    constexpr double kTie = 1e-6;
    const double x = std::abs(normal.x), y = std::abs(normal.y), z = std::abs(normal.z);
    const Vec3 axis = x <= y + kTie && x <= z + kTie ? Vec3{1, 0, 0} : y <= z + kTie ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
    const Vec3 across = normalized(axis - normal * dot(axis, normal));
    const double sense = x > kTie ? normal.x : y > kTie ? normal.y : normal.z;
    return across * std::cos(turn) + cross(normal, across) * std::copysign(std::sin(turn), sense);
}

/// A sketch plane as OCCT sees it.
class Plane {
public:
    Plane(const Frame& frame, double seamTurn) : frame_(frame) {
        const Vec3 seam = seamDirection(frame.normal, seamTurn);
        const gp_Pnt origin(frame.origin.x, frame.origin.y, frame.origin.z);
        axes_ = gp_Ax3(origin, direction(frame.normal), direction(seam));
        seamAngle_ = std::atan2(dot(seam, frame.yAxis()), dot(seam, frame.xAxis));
    }

    gp_Pnt point(const Vec2& p) const {
        const Vec3 w = frame_.toWorld({p.x, p.y, 0.0});
        return {w.x, w.y, w.z};
    }
    gp_Circ circle(const Vec2& center, double radius) const {
        gp_Ax2 axes = axes_.Ax2();
        axes.SetLocation(point(center));
        return {axes, radius};
    }
    /// The circle's parameter, in [0, 2 pi), of a direction in the sketch.
    double parameter(const Vec2& towards) const {
        const double angle = std::fmod(std::atan2(towards.y, towards.x) - seamAngle_, kTwoPi);
        return angle < 0.0 ? angle + kTwoPi : angle;
    }
    gp_Pln plane() const { return gp_Pln(axes_); }

private:
    Frame frame_;
    gp_Ax3 axes_;
    double seamAngle_ = 0.0;
};

class LoopBuilder {
public:
    LoopBuilder(const Plane& plane, const BuildSettings& settings, std::string where)
        : plane_(plane), settings_(settings), where_(std::move(where)) {}

    /// The loop as a wire that runs counter-clockwise (or clockwise) about the plane's normal.
    TopoDS_Wire wire(const Loop& loop, bool counterClockwise) const {
        if (loop.curves.empty()) fail("a loop has no curves");
        if (const auto* circle = std::get_if<Circle>(&loop.curves.front())) {
            if (loop.curves.size() != 1) fail("a circle must be alone in its loop");
            return circleWire(*circle, counterClockwise);
        }
        const Loop chain = joined(loop);
        return chainWire(signedArea(chain) > 0.0 ? chain : reversed(chain), counterClockwise);
    }

private:
    [[noreturn]] void fail(const std::string& what) const { throw Error(ErrorCode::BadGeometry, where_ + what); }

    TopoDS_Wire circleWire(const Circle& circle, bool counterClockwise) const {
        if (!(circle.radius > settings_.point)) fail("a circle has no size");
        TopoDS_Wire wire =
            BRepBuilderAPI_MakeWire(BRepBuilderAPI_MakeEdge(plane_.circle(circle.center, circle.radius)));
        if (!counterClockwise) wire.Reverse();
        return wire;
    }

    TopoDS_Wire chainWire(const Loop& loop, bool counterClockwise) const {
        const std::vector<Curve>& curves = loop.curves;
        std::vector<TopoDS_Vertex> vertices;
        for (const Curve& curve : curves)
            vertices.push_back(BRepBuilderAPI_MakeVertex(plane_.point(startPoint(curve))));
        TopoDS_Wire wire;
        BRep_Builder builder;
        builder.MakeWire(wire);
        for (size_t i = 0; i < curves.size(); ++i)
            builder.Add(wire, edge(curves[i], vertices[i], vertices[(i + 1) % curves.size()]));
        wire.Closed(true);
        if (!counterClockwise) wire.Reverse();
        return wire;
    }

    /// The curves end to start exactly; those of no length left out, arcs of no rise made straight.
    Loop joined(const Loop& loop) const {
        std::vector<Curve> curves;
        for (const Curve& curve : loop.curves) {
            if (std::holds_alternative<Circle>(curve)) fail("a circle must be alone in its loop");
            if (!isPoint(curve)) curves.push_back(curve);
        }
        if (curves.size() < 2) fail("a loop encloses nothing");
        const Vec2 first = startPoint(curves.front());
        for (size_t i = 0; i < curves.size(); ++i) {
            const Vec2 start = startPoint(curves[i]), end = i + 1 < curves.size() ? startPoint(curves[i + 1]) : first;
            const double gap = norm(endPoint(curves[i]) - end);
            if (!(gap <= settings_.gap)) fail("a loop is open by " + std::to_string(gap) + " mm");
            const auto* arc = std::get_if<Arc>(&curves[i]);
            curves[i] =
                arc && !isStraight({start, arc->mid, end}) ? Curve(Arc{start, arc->mid, end}) : Line{start, end};
        }
        return {std::move(curves)};
    }

    bool isPoint(const Curve& curve) const {
        const Vec2 start = startPoint(curve);
        const auto* arc = std::get_if<Arc>(&curve);
        return norm(endPoint(curve) - start) <= settings_.point && (!arc || norm(arc->mid - start) <= settings_.point);
    }

    TopoDS_Edge edge(const Curve& curve, const TopoDS_Vertex& from, const TopoDS_Vertex& to) const {
        const auto* arc = std::get_if<Arc>(&curve);
        if (!arc) return made(BRepBuilderAPI_MakeEdge(from, to));
        const Vec2 center = arc->center();
        const double sweep = arc->sweep();
        const bool forward = sweep > 0.0;
        const Vec2 first = (forward ? arc->start : arc->end) - center;
        const double angle = plane_.parameter(first);
        const Handle(Geom_Circle) circle = new Geom_Circle(plane_.circle(center, norm(first)));
        // Always counter-clockwise underneath, so that arcs of one circle have one cylinder.
        if (forward) return made(BRepBuilderAPI_MakeEdge(circle, from, to, angle, angle + sweep));
        return TopoDS::Edge(made(BRepBuilderAPI_MakeEdge(circle, to, from, angle, angle - sweep)).Reversed());
    }

    TopoDS_Edge made(BRepBuilderAPI_MakeEdge maker) const {
        if (!maker.IsDone()) fail("a curve of a loop cannot be built");
        return maker.Edge();
    }

    /// Whether the arc's rise over its chord is below what the kernel tells apart. An arc of more than half a turn is
    /// not.
    bool isStraight(const Arc& arc) const {
        const Vec2 chord = arc.end - arc.start;
        return std::abs(cross(chord, arc.mid - arc.start)) <= norm(chord) * 0.1 * settings_.point &&
               dot(arc.mid - arc.start, arc.end - arc.mid) > 0.0;
    }

    const Plane& plane_;
    BuildSettings settings_;
    std::string where_;
};

}  // namespace

std::vector<TopoDS_Face> sketchFaces(const Sketch& sketch, const Frame& frame, const BuildSettings& settings,
                                     const std::string& where) {
    const Plane plane(frame, settings.seamTurn);
    const LoopBuilder loops(plane, settings, where);
    std::vector<TopoDS_Face> faces;
    for (const Profile& profile : sketch.profiles) {
        BRepBuilderAPI_MakeFace face(plane.plane(), loops.wire(profile.outer, true), false);
        for (const Loop& hole : profile.holes) face.Add(loops.wire(hole, false));
        if (!face.IsDone()) throw Error(ErrorCode::BadGeometry, where + "a profile does not bound a face");
        faces.push_back(face.Face());
    }
    return faces;
}

}  // namespace img2cadseq::brep
