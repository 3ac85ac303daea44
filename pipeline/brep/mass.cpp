#include "brep/mass.h"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBndLib.hxx>
#include <BRepGProp.hxx>
#include <BRep_Tool.hxx>
#include <Bnd_Box.hxx>
#include <GProp_GProps.hxx>
#include <Geom2dAdaptor_Curve.hxx>
#include <GeomAdaptor_Surface.hxx>
#include <TColStd_Array1OfReal.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/topology.h"

namespace img2cadseq::brep {
namespace {

/// Gauss-Legendre, 8 points on [-1, 1]: positive nodes and weights.
constexpr double kNodes[4]{0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363};
constexpr double kWeights[4]{0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};
/// 8 points on an eighth of a turn integrate products of sines and cosines to rounding.
constexpr double kSpanAngle = 0.25 * std::numbers::pi;

template <class Function>
void integrate(double from, double to, int spans, const Function& function) {
    const double half = 0.5 * (to - from) / spans;
    for (int span = 0; span < spans; ++span) {
        const double middle = from + (2 * span + 1) * half;
        for (int i = 0; i < 4; ++i)
            for (const double node : {-kNodes[i], kNodes[i]}) function(middle + half * node, half * kWeights[i]);
    }
}

int spansOfTurn(double angle) { return std::max(1, static_cast<int>(std::ceil(std::abs(angle) / kSpanAngle - 1e-9))); }

Vec3 vec(const gp_XYZ& p) { return {p.X(), p.Y(), p.Z()}; }

/// Sums of 1, P.n / 3 and x^2 n_x / 2, y^2 n_y / 2, z^2 n_z / 2 over faces: area, volume and first moments.
struct Sums {
    double area = 0.0, volume = 0.0;
    Vec3 moment;
};

/// A plane or cylinder as a ruled surface P(u, v) = base(u) + v * rule, whose normal depends on u alone. By Green's
/// theorem the integral of g over the face is that of -(integral of g over v) du around its boundary.
class RuledFace {
public:
    RuledFace(const TopoDS_Face& face, const GeomAdaptor_Surface& surface, const Vec3& reference, Sums& sums)
        : face_(TopoDS::Face(face.Oriented(TopAbs_FORWARD))), sums_(sums), plane_(surface.GetType() == GeomAbs_Plane) {
        const gp_Ax3 axes = plane_ ? surface.Plane().Position() : surface.Cylinder().Position();
        radius_ = plane_ ? 0.0 : surface.Cylinder().Radius();
        origin_ = vec(axes.Location().XYZ()) - reference;
        world_ = reference;
        x_ = vec(axes.XDirection().XYZ());
        y_ = vec(axes.YDirection().XYZ());
        z_ = vec(axes.Direction().XYZ());
        // Measured from near by: where edges meet within their tolerance only, the error is that gap times the
        // distance.
        shift_ = -dot(origin_, z_);
        origin_ = plane_ ? z_ * dot(origin_, z_) : origin_ + z_ * shift_;
        sign_ = (face.Orientation() == TopAbs_REVERSED) == axes.Direct() ? -1.0 : 1.0;
    }

    void add() {
        for (TopExp_Explorer it(face_, TopAbs_EDGE); it.More(); it.Next()) {
            const TopoDS_Edge& edge = TopoDS::Edge(it.Current());
            if (edge.Orientation() != TopAbs_FORWARD && edge.Orientation() != TopAbs_REVERSED) continue;
            const double sense = edge.Orientation() == TopAbs_FORWARD ? 1.0 : -1.0;
            plane_ ? addInSpace(edge, sense) : addInParameters(edge, sense);
        }
    }

private:
    void addInSpace(const TopoDS_Edge& edge, double sense) {
        if (BRep_Tool::Degenerated(edge)) return;
        const BRepAdaptor_Curve curve(edge);
        const auto take = [&](double t, double weight) {
            gp_Pnt point;
            gp_Vec tangent;
            curve.D1(t, point, tangent);
            const Vec3 p = vec(point.XYZ()) - world_ - origin_;
            boundary(dot(p, x_), dot(p, y_), dot(vec(tangent.XYZ()), x_) * weight * sense);
        };
        walk(curve, 0.0, take);
    }

    void addInParameters(const TopoDS_Edge& edge, double sense) {
        double first, last;
        const Handle(Geom2d_Curve) line = BRep_Tool::CurveOnSurface(edge, face_, first, last);
        if (line.IsNull()) throw Error(ErrorCode::BadGeometry, "an edge of a cylinder has no curve on it");
        const Geom2dAdaptor_Curve curve(line, first, last);
        const double turn = curve.GetType() == GeomAbs_Line ? curve.Line().Direction().X() * (last - first) : 0.0;
        walk(curve, turn, [&](double t, double weight) {
            gp_Pnt2d point;
            gp_Vec2d tangent;
            curve.D1(t, point, tangent);
            boundary(point.X(), point.Y() - shift_, tangent.X() * weight * sense);
        });
    }

    /// `turn`: how far around the cylinder a straight curve runs.
    template <class Curve, class Function>
    static void walk(const Curve& curve, double turn, const Function& function) {
        const double first = curve.FirstParameter(), last = curve.LastParameter();
        switch (curve.GetType()) {
            case GeomAbs_Line: integrate(first, last, spansOfTurn(turn), function); return;
            case GeomAbs_Circle:
            case GeomAbs_Ellipse: integrate(first, last, spansOfTurn(last - first), function); return;
            case GeomAbs_BSplineCurve: break;
            default: integrate(first, last, 32, function); return;
        }
        TColStd_Array1OfReal knots(1, curve.NbIntervals(GeomAbs_CN) + 1);
        curve.Intervals(knots, GeomAbs_CN);
        for (int i = knots.Lower(); i < knots.Upper(); ++i) integrate(knots(i), knots(i + 1), 2, function);
    }

    void boundary(double u, double v, double du) {
        const Vec3 radial = plane_ ? z_ : x_ * std::cos(u) + y_ * std::sin(u);
        const Vec3 base = plane_ ? origin_ + x_ * u : origin_ + radial * radius_;
        const Vec3& rule = plane_ ? y_ : z_;
        const double scale = -du * (plane_ ? 1.0 : radius_);
        sums_.area += scale * v;
        sums_.volume += scale * sign_ * dot(base, radial) * v / 3.0;
        for (int i = 0; i < 3; ++i)
            sums_.moment[i] += scale * sign_ * radial[i] * 0.5 * v *
                               (base[i] * base[i] + v * (base[i] * rule[i] + v * rule[i] * rule[i] / 3.0));
    }

    TopoDS_Face face_;
    Sums& sums_;
    bool plane_;
    double radius_ = 0.0, sign_ = 1.0;
    double shift_ = 0.0;  ///< of v = 0 along a cylinder's axis
    Vec3 origin_, world_, x_, y_, z_;
};

/// For shapes with other surfaces, which only come from files.
MassProperties integratedByKernel(const TopoDS_Shape& shape) {
    constexpr double kPrecision = 1e-9;
    GProp_GProps volume, surface;
    BRepGProp::VolumeProperties(shape, volume, kPrecision);
    BRepGProp::SurfaceProperties(shape, surface, kPrecision);
    return {volume.Mass(), surface.Mass(), vec(volume.CentreOfMass().XYZ())};
}

}  // namespace

MassProperties massOf(const TopoDS_Shape& shape) {
    const TopExp_Explorer first(shape, TopAbs_VERTEX);
    const Vec3 reference = first.More() ? vec(BRep_Tool::Pnt(TopoDS::Vertex(first.Current())).XYZ()) : Vec3{};
    Sums sums;
    for (TopExp_Explorer it(shape, TopAbs_FACE); it.More(); it.Next()) {
        const TopoDS_Face& face = TopoDS::Face(it.Current());
        const GeomAdaptor_Surface surface(BRep_Tool::Surface(face));
        if (surface.GetType() != GeomAbs_Plane && surface.GetType() != GeomAbs_Cylinder)
            return integratedByKernel(shape);
        RuledFace(face, surface, reference, sums).add();
    }
    if (sums.volume == 0.0) return {0.0, sums.area, reference};
    return {sums.volume, sums.area, reference + sums.moment / sums.volume};
}

MassProperties Solid::massProperties() const {
    MassProperties result;
    if (empty()) return result;
    guarded(ErrorCode::BadGeometry, "measuring a solid", [&] { result = massOf(shapeOf(*this)); });
    return result;
}

Box3 Solid::box() const {
    Box3 result;
    if (empty()) return result;
    guarded(ErrorCode::BadGeometry, "measuring a solid's box", [&] {
        Bnd_Box box;
        BRepBndLib::AddOptimal(shapeOf(*this), box, false, false);
        if (box.IsVoid()) return;
        box.Get(result.low.x, result.low.y, result.low.z, result.high.x, result.high.y, result.high.z);
    });
    return result;
}

}  // namespace img2cadseq::brep
