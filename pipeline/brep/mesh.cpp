#include "brep/mesh.h"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRepMesh_IncrementalMesh.hxx>
#include <BRep_Tool.hxx>
#include <NCollection_DataMap.hxx>
#include <Poly_PolygonOnTriangulation.hxx>
#include <Poly_Triangulation.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_ShapeMapHasher.hxx>
#include <TopoDS.hxx>

#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/topology.h"
#include "brep/triangulate.h"

namespace img2cadseq::brep {

TopoDS_Shape triangulated(const TopoDS_Shape& shape, double deflection, double angle) {
    TopoDS_Shape copy = BRepBuilderAPI_Copy(shape, false, false).Shape();
    BRepMesh_IncrementalMesh(copy, deflection, false, angle, false);
    return copy;
}

bool everyFaceHasTriangles(const TopoDS_Shape& shape) {
    for (const TopoDS_Shape& face : facesOf(shape)) {
        TopLoc_Location location;
        const auto& triangles = BRep_Tool::Triangulation(TopoDS::Face(face), location);
        if (triangles.IsNull() || triangles->NbTriangles() == 0) return false;
    }
    return true;
}

namespace {

/// Puts the faces' triangulations together. Nodes on edges are numbered by edge, those at its ends by vertex, so that
/// faces meet in the very same numbers.
class Assembler {
public:
    explicit Assembler(const TopoDS_Shape& shape) {
        for (const TopoDS_Shape& face : facesOf(shape)) add(TopoDS::Face(face));
    }
    Mesh take() { return std::move(mesh_); }

private:
    static constexpr uint32_t kNone = ~0u;

    uint32_t newVertex(const gp_Pnt& p) {
        mesh_.vertices.push_back({p.X(), p.Y(), p.Z()});
        return static_cast<uint32_t>(mesh_.vertices.size() - 1);
    }

    uint32_t vertexNumber(const TopoDS_Vertex& vertex) {
        if (const uint32_t* known = vertices_.Seek(vertex)) return *known;
        const uint32_t number = newVertex(BRep_Tool::Pnt(vertex));
        vertices_.Bind(vertex, number);
        return number;
    }

    /// The mesh's numbers of the edge's nodes, in the order of its curve.
    const std::vector<uint32_t>& edgeNumbers(const TopoDS_Edge& edge, const Poly_Triangulation& triangles,
                                             const Poly_PolygonOnTriangulation& polygon, const gp_Trsf& placed,
                                             const TopoDS_Face& face) {
        if (const auto* known = edges_.Seek(edge)) return *known;
        std::vector<uint32_t> numbers(static_cast<size_t>(polygon.NbNodes()));
        const TopoDS_Edge forward = TopoDS::Edge(edge.Oriented(TopAbs_FORWARD));
        const bool degenerated = BRep_Tool::Degenerated(edge);
        for (size_t i = 0; i < numbers.size(); ++i) {
            const bool first = i == 0, last = i + 1 == numbers.size();
            if (degenerated || first || last)
                numbers[i] =
                    vertexNumber(last && !degenerated ? TopExp::LastVertex(forward) : TopExp::FirstVertex(forward));
            else
                numbers[i] = newVertex(triangles.Node(polygon.Node(static_cast<int>(i) + 1)).Transformed(placed));
        }
        if (!degenerated && !BRep_Tool::IsClosed(edge, face)) {
            std::vector<Vec3> line;
            for (const uint32_t number : numbers) line.push_back(mesh_.vertices[number]);
            mesh_.edges.push_back(std::move(line));
        }
        return *edges_.Bound(edge, numbers);
    }

    void add(const TopoDS_Face& face) {
        TopLoc_Location location;
        const Handle(Poly_Triangulation)& triangles = BRep_Tool::Triangulation(face, location);
        if (triangles.IsNull() || triangles->NbTriangles() == 0)
            throw Error(ErrorCode::BadGeometry, "a face cannot be triangulated");
        const gp_Trsf placed = location.Transformation();
        std::vector<uint32_t> numbers(static_cast<size_t>(triangles->NbNodes()) + 1, kNone);
        for (TopExp_Explorer it(face, TopAbs_EDGE); it.More(); it.Next()) {
            const TopoDS_Edge& edge = TopoDS::Edge(it.Current());
            const Handle(Poly_PolygonOnTriangulation)& polygon =
                BRep_Tool::PolygonOnTriangulation(edge, triangles, location);
            if (polygon.IsNull()) continue;
            const auto& known = edgeNumbers(edge, *triangles, *polygon, placed, face);
            for (int i = 1; i <= polygon->NbNodes(); ++i)
                numbers[static_cast<size_t>(polygon->Node(i))] = known[static_cast<size_t>(i) - 1];
        }
        for (int i = 1; i <= triangles->NbNodes(); ++i)
            if (numbers[static_cast<size_t>(i)] == kNone)
                numbers[static_cast<size_t>(i)] = newVertex(triangles->Node(i).Transformed(placed));
        const bool flipped = (face.Orientation() == TopAbs_REVERSED) != placed.IsNegative();
        for (int i = 1; i <= triangles->NbTriangles(); ++i) {
            int a, b, c;
            triangles->Triangle(i).Get(a, b, c);
            if (flipped) std::swap(b, c);
            const std::array<uint32_t, 3> t{numbers[static_cast<size_t>(a)], numbers[static_cast<size_t>(b)],
                                            numbers[static_cast<size_t>(c)]};
            if (t[0] == t[1] || t[1] == t[2] || t[2] == t[0]) continue;
            mesh_.triangles.push_back(t);
            mesh_.faceIds.push_back(faceCount_);
        }
        ++faceCount_;
    }

    Mesh mesh_;
    uint32_t faceCount_ = 0;
    NCollection_DataMap<TopoDS_Shape, uint32_t, TopTools_ShapeMapHasher> vertices_;
    NCollection_DataMap<TopoDS_Shape, std::vector<uint32_t>, TopTools_ShapeMapHasher> edges_;
};

}  // namespace

Mesh mesh(const Solid& solid, const MeshOptions& options) {
    Mesh result;
    if (solid.empty()) return result;
    guarded(ErrorCode::BadGeometry, "triangulating a solid", [&] {
        const double size = solid.box().longestSide();
        result = Assembler(triangulated(shapeOf(solid), options.deflection * size, options.angle)).take();
    });
    result.faceTypes = solid.faceTypes();
    return result;
}

}  // namespace img2cadseq::brep
