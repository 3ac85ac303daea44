#include "bench/bare_occt.h"

#include <BRepAlgoAPI_Common.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepMesh_IncrementalMesh.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRep_Builder.hxx>
#include <GC_MakeArcOfCircle.hxx>
#include <Interface_Static.hxx>
#include <STEPControl_Reader.hxx>
#include <STEPControl_Writer.hxx>
#include <ShapeUpgrade_UnifySameDomain.hxx>
#include <Standard_Failure.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Circ.hxx>
#include <gp_Pln.hxx>

namespace img2cadseq::bench {
namespace {

gp_Pnt point(const Frame& frame, const Vec2& p) {
    const Vec3 w = frame.toWorld({p.x, p.y, 0.0});
    return {w.x, w.y, w.z};
}

gp_Dir direction(const Vec3& v) { return {v.x, v.y, v.z}; }

TopoDS_Wire wire(const Frame& frame, const Loop& loop) {
    BRepBuilderAPI_MakeWire maker;
    for (const Curve& curve : loop.curves) {
        if (const auto* circle = std::get_if<Circle>(&curve)) {
            const gp_Ax2 axes(point(frame, circle->center), direction(frame.normal), direction(frame.xAxis));
            maker.Add(BRepBuilderAPI_MakeEdge(gp_Circ(axes, circle->radius)));
        } else if (const auto* arc = std::get_if<Arc>(&curve)) {
            maker.Add(BRepBuilderAPI_MakeEdge(
                GC_MakeArcOfCircle(point(frame, arc->start), point(frame, arc->mid), point(frame, arc->end)).Value()));
        } else {
            maker.Add(BRepBuilderAPI_MakeEdge(point(frame, startPoint(curve)), point(frame, endPoint(curve))));
        }
    }
    return maker.Wire();
}

TopoDS_Shape combined(BooleanOp op, const TopoDS_Shape& standing, const TopTools_ListOfShape& tools) {
    BRepAlgoAPI_Fuse fuse;
    BRepAlgoAPI_Cut cut;
    BRepAlgoAPI_Common common;
    BRepAlgoAPI_BooleanOperation& operation =
        op == BooleanOp::Cut ? static_cast<BRepAlgoAPI_BooleanOperation&>(cut)
                             : (op == BooleanOp::Intersect ? static_cast<BRepAlgoAPI_BooleanOperation&>(common) : fuse);
    TopTools_ListOfShape arguments;
    arguments.Append(standing);
    operation.SetArguments(arguments);
    operation.SetTools(tools);
    operation.Build();
    return operation.Shape();
}

TopoDS_Shape merged(const TopoDS_Shape& shape) {
    ShapeUpgrade_UnifySameDomain unify(shape, true, true, false);
    unify.Build();
    return unify.Shape();
}

TopTools_ListOfShape prisms(const ExtrudeBlock& block) {
    Frame frame = block.sketch.plane;
    frame.origin += frame.normal * block.extent.low;
    const Vec3 path = frame.normal * (block.extent.high - block.extent.low);
    const gp_Pln plane(gp_Ax3(point(frame, {}), direction(frame.normal), direction(frame.xAxis)));
    TopTools_ListOfShape faces;
    for (const Profile& profile : block.sketch.profiles) {
        BRepBuilderAPI_MakeFace face(plane, wire(frame, profile.outer));
        for (const Loop& hole : profile.holes) {
            TopoDS_Wire bound = wire(frame, hole);
            // Other holes run clockwise already; a circle has no sense of its own.
            if (std::holds_alternative<Circle>(hole.curves.front())) bound.Reverse();
            face.Add(bound);
        }
        faces.Append(face.Face());
    }
    TopoDS_Shape sketch = faces.First();
    if (faces.Extent() > 1) {
        faces.RemoveFirst();
        sketch = merged(combined(BooleanOp::Join, sketch, faces));
    }
    TopTools_IndexedMapOfShape regions;
    TopExp::MapShapes(sketch, TopAbs_FACE, regions);
    TopTools_ListOfShape result;
    for (int i = 1; i <= regions.Extent(); ++i)
        result.Append(BRepPrimAPI_MakePrism(regions(i), gp_Vec(path.x, path.y, path.z)).Shape());
    return result;
}

TopoDS_Shape solid(const CadSequence& sequence) {
    TopoDS_Shape standing;
    for (const ExtrudeBlock& block : sequence.blocks) {
        const TopTools_ListOfShape tools = prisms(block);
        if (!standing.IsNull()) {
            standing = combined(block.op, standing, tools);
            continue;
        }
        TopoDS_Compound compound;
        BRep_Builder builder;
        builder.MakeCompound(compound);
        for (const TopoDS_Shape& tool : tools) builder.Add(compound, tool);
        standing = compound;
    }
    return merged(standing);
}

}  // namespace

int bareOcct(const CadSequence& sequence, const std::filesystem::path& path) {
    try {
        const TopoDS_Shape shape = solid(sequence);
        if (!BRepCheck_Analyzer(shape).IsValid()) return 0;
        BRepMesh_IncrementalMesh(shape, 0.01 * boundingBox(sequence).longestSide(), false, 0.5);
        STEPControl_Writer writer;
        writer.Transfer(shape, STEPControl_AsIs);
        writer.Write(path.c_str());
        STEPControl_Reader reader;
        reader.ReadFile(path.c_str());
        reader.TransferRoots();
        TopTools_IndexedMapOfShape faces;
        TopExp::MapShapes(reader.OneShape(), TopAbs_FACE, faces);
        return faces.Extent();
    } catch (const Standard_Failure&) {
        return 0;
    }
}

}  // namespace img2cadseq::bench
