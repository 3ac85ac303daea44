#include "brep/topology.h"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRep_Builder.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS_Compound.hxx>

namespace img2cadseq::brep {
namespace {

std::vector<TopoDS_Shape> partsOf(const TopoDS_Shape& shape, TopAbs_ShapeEnum kind) {
    TopTools_IndexedMapOfShape map;
    if (!shape.IsNull()) TopExp::MapShapes(shape, kind, map);
    return {map.cbegin(), map.cend()};
}

}  // namespace

std::vector<TopoDS_Shape> solidsOf(const TopoDS_Shape& shape) { return partsOf(shape, TopAbs_SOLID); }
std::vector<TopoDS_Shape> shellsOf(const TopoDS_Shape& shape) { return partsOf(shape, TopAbs_SHELL); }
std::vector<TopoDS_Shape> facesOf(const TopoDS_Shape& shape) { return partsOf(shape, TopAbs_FACE); }
std::vector<TopoDS_Shape> edgesOf(const TopoDS_Shape& shape) { return partsOf(shape, TopAbs_EDGE); }
std::vector<TopoDS_Shape> verticesOf(const TopoDS_Shape& shape) { return partsOf(shape, TopAbs_VERTEX); }

TopoDS_Shape compoundOf(const std::vector<TopoDS_Shape>& shapes) {
    if (shapes.size() == 1) return shapes.front();
    TopoDS_Compound compound;
    BRep_Builder builder;
    builder.MakeCompound(compound);
    for (const TopoDS_Shape& shape : shapes) builder.Add(compound, shape);
    return compound;
}

TopoDS_Shape apart(const TopoDS_Shape& shape) {
    std::vector<TopoDS_Shape> solids = solidsOf(shape);
    if (solids.size() < 2) return compoundOf(solids);
    TopTools_MapOfShape taken;
    for (TopoDS_Shape& solid : solids) {
        bool shared = false;
        for (const TopoDS_Shape& vertex : verticesOf(solid)) shared = !taken.Add(vertex) || shared;
        if (shared) solid = BRepBuilderAPI_Copy(solid).Shape();
    }
    return compoundOf(solids);
}

}  // namespace img2cadseq::brep
