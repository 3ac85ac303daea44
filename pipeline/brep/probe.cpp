#include "brep/probe.h"

#include <BRepBuilderAPI_MakeVertex.hxx>
#include <BRepClass3d_SolidClassifier.hxx>
#include <BRepExtrema_DistShapeShape.hxx>
#include <BRep_Builder.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <vector>

#include "brep/shape.h"
#include "core/error.h"

namespace img2cadseq::brep {

struct Probe::Data {
    TopoDS_Compound faces;  // bare faces: against a solid, points inside it would be at distance 0
    std::vector<std::unique_ptr<BRepClass3d_SolidClassifier>> bodies;
};

Probe::Probe(const Solid& solid) : data_(std::make_unique<Data>()) {
    BRep_Builder builder;
    builder.MakeCompound(data_->faces);
    for (TopExp_Explorer face(shapeOf(solid), TopAbs_FACE); face.More(); face.Next())
        builder.Add(data_->faces, face.Current());
    for (TopExp_Explorer body(shapeOf(solid), TopAbs_SOLID); body.More(); body.Next())
        data_->bodies.push_back(std::make_unique<BRepClass3d_SolidClassifier>(body.Current()));
}

Probe::~Probe() = default;

double Probe::distance(const Vec3& point) const {
    const TopoDS_Vertex vertex = BRepBuilderAPI_MakeVertex(gp_Pnt(point.x, point.y, point.z));
    const BRepExtrema_DistShapeShape extrema(vertex, data_->faces);
    if (!extrema.IsDone()) throw Error(ErrorCode::BadGeometry, "no distance between a point and the solid");
    return extrema.Value();
}

bool Probe::inside(const Vec3& point) const {
    for (const auto& body : data_->bodies) {
        body->Perform(gp_Pnt(point.x, point.y, point.z), 1e-9);
        if (body->State() == TopAbs_IN) return true;
    }
    return false;
}

}  // namespace img2cadseq::brep
