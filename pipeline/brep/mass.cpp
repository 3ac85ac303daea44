#include <BRepBndLib.hxx>
#include <BRepGProp.hxx>
#include <Bnd_Box.hxx>
#include <GProp_GProps.hxx>
#include <TopoDS_Shape.hxx>

#include "brep/kernel.h"
#include "brep/shape.h"

namespace img2cadseq::brep {

MassProperties Solid::massProperties() const {
    MassProperties result;
    if (empty()) return result;
    guarded(ErrorCode::BadGeometry, "measuring a solid", [&] {
        GProp_GProps volume, surface;
        BRepGProp::VolumeProperties(shapeOf(*this), volume);
        BRepGProp::SurfaceProperties(shapeOf(*this), surface);
        const gp_Pnt centre = volume.CentreOfMass();
        result = {volume.Mass(), surface.Mass(), {centre.X(), centre.Y(), centre.Z()}};
    });
    return result;
}

Box3 Solid::box() const {
    Box3 result;
    if (empty()) return result;
    guarded(ErrorCode::BadGeometry, "measuring a solid's box", [&] {
        Bnd_Box box;
        BRepBndLib::AddOptimal(shapeOf(*this), box, false, false);
        if (box.IsVoid()) return;
        double x0, y0, z0, x1, y1, z1;
        box.Get(x0, y0, z0, x1, y1, z1);
        result.low = {x0, y0, z0};
        result.high = {x1, y1, z1};
    });
    return result;
}

}  // namespace img2cadseq::brep
