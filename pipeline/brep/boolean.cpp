#include "brep/boolean.h"

#include <BRepAlgoAPI_Common.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <BRepTools.hxx>
#include <ShapeUpgrade_UnifySameDomain.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS_Shape.hxx>
#include <algorithm>
#include <cmath>

#include "brep/mass.h"
#include "brep/topology.h"

namespace img2cadseq::brep {
namespace {

/// Bounds catch lost and doubled pieces, not rounding.
constexpr double kBoundSlack = 1e-5;

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
        throw KernelFailure(where + "the kernel cannot combine it with what stands");
    TopoDS_Shape result = operation.Shape();
    // Lines of touch without a crossing come back as edges inside a face; a file cannot hold them.
    BRepTools::RemoveInternals(result, true);
    return result;
}

TopoDS_Shape combinedUnchecked(BooleanOp op, const TopoDS_Shape& standing, const std::vector<TopoDS_Shape>& tools,
                               double fuzzy, const std::string& where) {
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

/// The measure that Booleans can be held against: volume of solids, area of faces alone.
double measureOf(const TopoDS_Shape& shape) {
    const MassProperties mass = massOf(shape);
    return solidsOf(shape).empty() ? mass.area : mass.volume;
}

/// Whether the tools, `sum` in all and apart from each other, lie within what stands (Join) or clear of it (Cut). The
/// kernel leaves out whole tools where surfaces all but coincide.
bool mayChangeNothing(BooleanOp op, const TopoDS_Shape& standing, const std::vector<TopoDS_Shape>& tools, double sum,
                      double slack) {
    if (op == BooleanOp::Intersect || solidsOf(standing).empty()) return true;
    const double shared = measureOf(combinedUnchecked(BooleanOp::Intersect, standing, tools, 0.0, {}));
    return std::abs(shared - (op == BooleanOp::Cut ? 0.0 : sum)) <= slack;
}

}  // namespace

TopoDS_Shape combined(BooleanOp op, const TopoDS_Shape& standing, const std::vector<TopoDS_Shape>& tools, double fuzzy,
                      const std::string& where) {
    const TopoDS_Shape result = combinedUnchecked(op, standing, tools, fuzzy, where);
    const double before = measureOf(standing), after = measureOf(result);
    double sum = 0.0, largest = before;
    for (const TopoDS_Shape& tool : tools) {
        const double measure = measureOf(tool);
        sum += measure;
        largest = std::max(largest, measure);
    }
    double least = largest, most = before + sum;
    if (op == BooleanOp::Cut) least = std::max(0.0, before - sum), most = before;
    if (op == BooleanOp::Intersect) least = 0.0, most = std::min(before, sum);
    const double slack = kBoundSlack * (before + sum);
    const bool inBounds = after >= least - slack && after <= most + slack;
    if (!inBounds || (std::abs(after - before) <= slack && !mayChangeNothing(op, standing, tools, sum, slack)))
        throw KernelFailure(where + "the kernel combines it wrongly with what stands");
    return result;
}

TopoDS_Shape unified(const TopoDS_Shape& shape) {
    ShapeUpgrade_UnifySameDomain unify(shape, true, true, false);
    unify.Build();
    return unify.Shape();
}

}  // namespace img2cadseq::brep
