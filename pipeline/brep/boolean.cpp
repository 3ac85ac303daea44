#include "brep/boolean.h"

#include <BRepAlgoAPI_Common.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <ShapeUpgrade_UnifySameDomain.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS_Shape.hxx>

#include "core/error.h"

namespace img2cadseq::brep {
namespace {

TopoDS_Shape run(BRepAlgoAPI_BooleanOperation& operation, const TopoDS_Shape& standing,
                 const std::vector<TopoDS_Shape>& tools, double fuzzy, const std::string& where) {
    TopTools_ListOfShape arguments, toolList;
    arguments.Append(standing);
    for (const TopoDS_Shape& tool : tools) toolList.Append(tool);
    operation.SetArguments(arguments);
    operation.SetTools(toolList);
    operation.SetRunParallel(false);
    operation.SetToFillHistory(false);
    operation.SetFuzzyValue(fuzzy);
    operation.Build();
    if (!operation.IsDone() || operation.HasErrors())
        throw Error(ErrorCode::BadGeometry, where + "the kernel cannot combine it with what stands");
    return operation.Shape();
}

}  // namespace

TopoDS_Shape combined(BooleanOp op, const TopoDS_Shape& standing, const std::vector<TopoDS_Shape>& tools, double fuzzy,
                      const std::string& where) {
    if (op == BooleanOp::Cut) {
        BRepAlgoAPI_Cut cut;
        return run(cut, standing, tools, fuzzy, where);
    }
    if (op == BooleanOp::Intersect) {
        BRepAlgoAPI_Common common;
        return run(common, standing, tools, fuzzy, where);
    }
    BRepAlgoAPI_Fuse fuse;
    return run(fuse, standing, tools, fuzzy, where);
}

TopoDS_Shape unified(const TopoDS_Shape& shape) {
    ShapeUpgrade_UnifySameDomain unify(shape, true, true, false);
    unify.Build();
    return unify.Shape();
}

}  // namespace img2cadseq::brep
