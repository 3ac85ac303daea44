#include "brep/solid.h"

#include <BRepBuilderAPI_Transform.hxx>
#include <BRep_Tool.hxx>
#include <GeomAdaptor_Surface.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Shape.hxx>
#include <cmath>

#include "brep/kernel.h"
#include "brep/shape.h"
#include "brep/topology.h"

namespace img2cadseq::brep {

struct Solid::Data {
    TopoDS_Shape shape;
    bool sound = false;  ///< known to have no structural fault
};

namespace {

SurfaceType typeOf(const TopoDS_Face& face) {
    switch (GeomAdaptor_Surface(BRep_Tool::Surface(face)).GetType()) {
        case GeomAbs_Plane: return SurfaceType::Plane;
        case GeomAbs_Cylinder: return SurfaceType::Cylinder;
        case GeomAbs_Cone: return SurfaceType::Cone;
        case GeomAbs_Sphere: return SurfaceType::Sphere;
        case GeomAbs_Torus: return SurfaceType::Torus;
        default: return SurfaceType::Other;
    }
}

}  // namespace

Solid::Solid() : data_(std::make_shared<Data>()) {}
Solid::Solid(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
Solid::~Solid() = default;
Solid::Solid(const Solid&) = default;
Solid::Solid(Solid&&) noexcept = default;
Solid& Solid::operator=(const Solid&) = default;
Solid& Solid::operator=(Solid&&) noexcept = default;

bool Solid::empty() const { return data_->shape.IsNull(); }
size_t Solid::bodyCount() const { return solidsOf(data_->shape).size(); }
size_t Solid::faceCount() const { return facesOf(data_->shape).size(); }
size_t Solid::edgeCount() const { return edgesOf(data_->shape).size(); }
size_t Solid::vertexCount() const { return verticesOf(data_->shape).size(); }

std::vector<SurfaceType> Solid::faceTypes() const {
    std::vector<SurfaceType> types;
    for (const TopoDS_Shape& face : facesOf(data_->shape)) types.push_back(typeOf(TopoDS::Face(face)));
    return types;
}

Solid Solid::scaled(double factor) const {
    if (!(factor > 0.0) || !std::isfinite(factor))
        throw Error(ErrorCode::BadGeometry, "a solid can only be scaled by a positive number");
    if (empty() || factor == 1.0) return *this;
    Solid result;
    guarded(ErrorCode::BadGeometry, "scaling a solid", [&] {
        gp_Trsf transform;
        transform.SetScale(gp_Pnt(0.0, 0.0, 0.0), factor);
        result = solidOf(BRepBuilderAPI_Transform(data_->shape, transform, true).Shape());
    });
    return result;
}

const TopoDS_Shape& shapeOf(const Solid& solid) { return solid.data().shape; }

Solid solidOf(const TopoDS_Shape& shape) { return Solid(std::make_shared<Solid::Data>(Solid::Data{shape, false})); }

Solid soundSolidOf(const TopoDS_Shape& shape) { return Solid(std::make_shared<Solid::Data>(Solid::Data{shape, true})); }

bool knownSound(const Solid& solid) { return solid.data().sound; }

}  // namespace img2cadseq::brep
