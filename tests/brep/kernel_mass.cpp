#include "brep/kernel_mass.h"

#include <BRepGProp.hxx>
#include <GProp_GProps.hxx>
#include <TopoDS_Shape.hxx>

#include "brep/shape.h"

namespace img2cadseq::test {

brep::MassProperties massByKernel(const brep::Solid& solid) {
    GProp_GProps volume, surface;
    BRepGProp::VolumeProperties(brep::shapeOf(solid), volume, 1e-10);
    BRepGProp::SurfaceProperties(brep::shapeOf(solid), surface, 1e-10);
    const gp_Pnt centre = volume.CentreOfMass();
    return {volume.Mass(), surface.Mass(), {centre.X(), centre.Y(), centre.Z()}};
}

}  // namespace img2cadseq::test
