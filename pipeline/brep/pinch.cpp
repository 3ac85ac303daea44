#include "brep/pinch.h"

#include <BRepAdaptor_Curve.hxx>
#include <BRepTools_ReShape.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <GeomLProp_SLProps.hxx>
#include <ShapeAnalysis_Surface.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Vertex.hxx>
#include <algorithm>
#include <cmath>
#include <vector>

#include "brep/topology.h"

namespace img2cadseq::brep {
namespace {

/// One face's use of an edge, seen along the edge.
struct Use {
    TopoDS_Face face;
    double angle = 0.0;          ///< of the face about the edge, seen against its direction
    bool materialAhead = false;  ///< whether material begins here as the angle grows, or ends
};

class Pinch {
public:
    Pinch(const TopoDS_Edge& edge) : edge_(edge) {
        const BRepAdaptor_Curve curve(edge);
        gp_Vec tangent;
        curve.D1(0.5 * (curve.FirstParameter() + curve.LastParameter()), middle_, tangent);
        axes_ = gp_Ax2(middle_, gp_Dir(tangent));
        // Far enough for faces that leave in the same direction to part, near enough to stay in sight of the edge.
        gp_Pnt a = curve.Value(curve.FirstParameter()),
               b = curve.Value(0.75 * curve.FirstParameter() + 0.25 * curve.LastParameter());
        reach_ = 0.02 * a.Distance(b);
    }

    void addUse(const TopoDS_Face& face, TopAbs_Orientation sense) {
        ShapeAnalysis_Surface surface(BRep_Tool::Surface(face));
        const gp_Pnt2d at = surface.ValueOfUV(middle_, 1e-7);
        GeomLProp_SLProps properties(surface.Surface(), at.X(), at.Y(), 1, 1e-9);
        gp_Dir outward = properties.Normal();
        if (face.Orientation() == TopAbs_REVERSED) outward.Reverse();
        // Along its use of the edge a face lies to the left, seen from outside.
        gp_Dir along = axes_.Direction();
        if (sense == TopAbs_REVERSED) along.Reverse();
        const gp_Vec inward = gp_Vec(outward.Crossed(along));
        const gp_Pnt2d near = surface.ValueOfUV(middle_.Translated(inward * reach_), 1e-7);
        const gp_Vec step(middle_, surface.Value(near));
        const double angle = std::atan2(step.Dot(gp_Vec(axes_.YDirection())), step.Dot(gp_Vec(axes_.XDirection())));
        // Material is behind the outward normal, on one side of the face or the other.
        const bool ahead = gp_Vec(outward).Dot(gp_Vec(axes_.Direction()).Crossed(inward)) < 0.0;
        uses_.push_back({face, angle, ahead});
    }

    /// The uses two by two, each pair about one wedge of material; empty where the wedges cannot be told apart.
    std::vector<std::pair<TopoDS_Face, TopoDS_Face>> wedges() {
        std::sort(uses_.begin(), uses_.end(), [](const Use& a, const Use& b) { return a.angle < b.angle; });
        const size_t count = uses_.size(), start = uses_.front().materialAhead ? 0 : 1;
        std::vector<std::pair<TopoDS_Face, TopoDS_Face>> pairs;
        for (size_t i = 0; i < count; i += 2) {
            const Use &first = uses_[(start + i) % count], &second = uses_[(start + i + 1) % count];
            if (!first.materialAhead || second.materialAhead) return {};
            pairs.emplace_back(first.face, second.face);
        }
        return pairs;
    }

    const TopoDS_Edge& edge() const { return edge_; }

private:
    TopoDS_Edge edge_;
    gp_Pnt middle_;
    gp_Ax2 axes_;
    double reach_ = 0.0;
    std::vector<Use> uses_;
};

/// An edge in the same place and between the same vertices, but another one.
TopoDS_Edge twin(const TopoDS_Edge& edge) {
    const TopoDS_Edge forward = TopoDS::Edge(edge.Oriented(TopAbs_FORWARD));
    TopoDS_Edge copy = TopoDS::Edge(forward.EmptyCopied());
    BRep_Builder builder;
    for (TopExp_Explorer it(forward, TopAbs_VERTEX); it.More(); it.Next()) builder.Add(copy, it.Current());
    return copy;
}

/// Edges used more than twice, with all their uses.
std::vector<Pinch> pinchesOf(const TopoDS_Shape& shell) {
    TopTools_IndexedDataMapOfShapeListOfShape facesOfEdge;
    TopExp::MapShapesAndAncestors(shell, TopAbs_EDGE, TopAbs_FACE, facesOfEdge);
    std::vector<Pinch> pinches;
    for (int i = 1; i <= facesOfEdge.Extent(); ++i) {
        const TopoDS_Edge& edge = TopoDS::Edge(facesOfEdge.FindKey(i));
        if (facesOfEdge(i).Extent() < 3 || BRep_Tool::Degenerated(edge)) continue;
        TopTools_IndexedMapOfShape faces;
        for (const TopoDS_Shape& face : facesOfEdge(i)) faces.Add(face);
        Pinch pinch(edge);
        for (int k = 1; k <= faces.Extent(); ++k)
            for (TopExp_Explorer it(faces(k), TopAbs_EDGE); it.More(); it.Next())
                if (it.Current().IsSame(edge)) pinch.addUse(TopoDS::Face(faces(k)), it.Current().Orientation());
        pinches.push_back(std::move(pinch));
    }
    return pinches;
}

}  // namespace

TopoDS_Shape unpinched(const TopoDS_Shape& shape, int& count) {
    count = 0;
    TopoDS_Shape result = shape;
    for (const TopoDS_Shape& shell : shellsOf(shape)) {
        // Faces are rebuilt one by one, each with the twins that fall to it.
        std::vector<std::pair<TopoDS_Shape, Handle(BRepTools_ReShape)>> rebuilt;
        const auto changesOf = [&](const TopoDS_Shape& face) {
            for (const auto& [known, changes] : rebuilt)
                if (known.IsSame(face)) return changes;
            rebuilt.emplace_back(face, new BRepTools_ReShape);
            return rebuilt.back().second;
        };
        for (Pinch& pinch : pinchesOf(shell)) {
            const auto wedges = pinch.wedges();
            for (size_t i = 1; i < wedges.size(); ++i) {
                const TopoDS_Edge copy = twin(pinch.edge());
                for (const TopoDS_Face& face : {wedges[i].first, wedges[i].second})
                    changesOf(face)->Replace(pinch.edge().Oriented(TopAbs_FORWARD), copy);
            }
            count += wedges.empty() ? 0 : 1;
        }
        const Handle(BRepTools_ReShape) faces = new BRepTools_ReShape;
        for (const auto& [face, changes] : rebuilt) faces->Replace(face, changes->Apply(face));
        if (!rebuilt.empty()) result = faces->Apply(result);
    }
    return result;
}

}  // namespace img2cadseq::brep
