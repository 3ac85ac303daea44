#include "brep/check.h"

#include <BRepCheck_Analyzer.hxx>
#include <BRepCheck_ListOfStatus.hxx>
#include <BRepCheck_Result.hxx>
#include <BRep_Tool.hxx>
#include <NCollection_DataMap.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_ShapeMapHasher.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Edge.hxx>
#include <array>
#include <sstream>

#include "brep/mass.h"
#include "brep/topology.h"

namespace img2cadseq::brep {
namespace {

/// The first status other than BRepCheck_NoError among the shape's parts.
std::string findingOf(const BRepCheck_Analyzer& analyzer, const TopoDS_Shape& shape) {
    static constexpr std::array<const char*, 7> kNames{"solid", "solid", "solid", "shell", "face", "wire", "edge"};
    for (int kind = TopAbs_VERTEX; kind >= TopAbs_SOLID; --kind) {
        for (TopExp_Explorer it(shape, static_cast<TopAbs_ShapeEnum>(kind)); it.More(); it.Next()) {
            const TopoDS_Shape& part = it.Current();
            if (analyzer.IsValid(part)) continue;
            std::ostringstream text;
            text << "a " << (kind == TopAbs_VERTEX ? "vertex" : kNames[kind]) << " is not valid";
            const Handle(BRepCheck_Result)& result = analyzer.Result(part);
            for (const BRepCheck_Status status : result->Status())
                if (status != BRepCheck_NoError) text << " (BRepCheck " << static_cast<int>(status) << ")";
            return text.str();
        }
    }
    return "the shape is not valid";
}

/// Whether every edge of the shell is used exactly twice, in opposite senses; degenerated edges aside.
bool exactlyClosed(const TopoDS_Shape& shell) {
    struct Uses {
        int forward = 0, backward = 0;
    };
    NCollection_DataMap<TopoDS_Shape, Uses, TopTools_ShapeMapHasher> uses;
    for (TopExp_Explorer it(shell, TopAbs_EDGE); it.More(); it.Next()) {
        const TopoDS_Edge& edge = TopoDS::Edge(it.Current());
        if (BRep_Tool::Degenerated(edge)) continue;
        if (!uses.IsBound(edge)) uses.Bind(edge, {});
        Uses& use = uses.ChangeFind(edge);
        ++(edge.Orientation() == TopAbs_REVERSED ? use.backward : use.forward);
    }
    for (const Uses& use : uses)
        if (use.forward != 1 || use.backward != 1) return false;
    return !uses.IsEmpty();
}

}  // namespace

std::string structuralFault(const TopoDS_Shape& shape) {
    if (shape.IsNull() || !TopExp_Explorer(shape, TopAbs_SOLID).More()) return "there is no solid";
    const BRepCheck_Analyzer analyzer(shape);
    if (!analyzer.IsValid()) return findingOf(analyzer, shape);
    for (const TopoDS_Shape& shell : shellsOf(shape))
        if (!exactlyClosed(shell)) return "a shell is not closed: an edge is not shared by exactly two faces";
    for (const TopoDS_Shape& body : solidsOf(shape))
        if (!(massOf(body).volume > 0.0)) return "a body has no positive volume";
    return {};
}

}  // namespace img2cadseq::brep
