#include "brep/prism.h"

#include <BRepPrimAPI_MakePrism.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Shape.hxx>

#include "brep/boolean.h"
#include "brep/sketch_faces.h"
#include "brep/topology.h"
#include "core/error.h"

namespace img2cadseq::brep {
namespace {

bool disjoint(const Box2& a, const Box2& b, double tolerance) {
    return a.low.x > b.high.x + tolerance || b.low.x > a.high.x + tolerance || a.low.y > b.high.y + tolerance ||
           b.low.y > a.high.y + tolerance;
}

/// Whether every profile stands clear of every other by its box alone.
bool allApart(const Sketch& sketch, double tolerance) {
    std::vector<Box2> boxes;
    for (const Profile& profile : sketch.profiles) boxes.push_back(boundingBox(profile.outer));
    for (size_t i = 0; i < boxes.size(); ++i)
        for (size_t k = 0; k < i; ++k)
            if (!disjoint(boxes[i], boxes[k], tolerance)) return false;
    return true;
}

}  // namespace

std::vector<TopoDS_Shape> prisms(const ExtrudeBlock& block, const BuildSettings& settings, const std::string& where) {
    const double height = block.extent.high - block.extent.low;
    if (!(height > 0.0)) throw Error(ErrorCode::BadGeometry, where + "the extrusion has no height");
    Frame frame = block.sketch.plane;
    frame.origin += frame.normal * block.extent.low;
    const std::vector<TopoDS_Face> faces = sketchFaces(block.sketch, frame, settings, where);
    if (faces.empty()) throw Error(ErrorCode::BadGeometry, where + "the sketch has no profile");

    std::vector<TopoDS_Shape> regions(faces.begin(), faces.end());
    if (faces.size() > 1 && !allApart(block.sketch, 10.0 * settings.point)) {
        const std::vector<TopoDS_Shape> others(faces.begin() + 1, faces.end());
        regions = facesOf(unified(combined(BooleanOp::Join, faces.front(), others, settings.bridge, where)));
    }
    const Vec3 path = frame.normal * height;
    std::vector<TopoDS_Shape> result;
    for (const TopoDS_Shape& region : regions) {
        BRepPrimAPI_MakePrism prism(region, gp_Vec(path.x, path.y, path.z));
        if (!prism.IsDone()) throw Error(ErrorCode::BadGeometry, where + "the profile cannot be extruded");
        result.push_back(prism.Shape());
    }
    return result;
}

}  // namespace img2cadseq::brep
