#include "geometry/mesh.h"

namespace img2cadseq {

const char* surfaceTypeName(SurfaceType type) {
    switch (type) {
        case SurfaceType::Plane: return "plane";
        case SurfaceType::Cylinder: return "cylinder";
        case SurfaceType::Cone: return "cone";
        case SurfaceType::Sphere: return "sphere";
        case SurfaceType::Torus: return "torus";
        case SurfaceType::Other: return "other";
    }
    return "other";
}

Box3 Mesh::box() const {
    Box3 b;
    for (const Vec3& v : vertices) b.add(v);
    return b;
}

double Mesh::volume() const {
    double six = 0.0;
    for (const auto& t : triangles) six += dot(vertices[t[0]], cross(vertices[t[1]], vertices[t[2]]));
    return six / 6.0;
}

double Mesh::area() const {
    double twice = 0.0;
    for (const auto& t : triangles)
        twice += norm(cross(vertices[t[1]] - vertices[t[0]], vertices[t[2]] - vertices[t[0]]));
    return 0.5 * twice;
}

}  // namespace img2cadseq
