#include "brep/topology.h"

#include <BRep_Builder.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
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

}  // namespace img2cadseq::brep
