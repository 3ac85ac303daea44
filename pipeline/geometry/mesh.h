#pragma once
// Triangle meshes as plain data, with the faces and edges of the BRep they come from.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "geometry/box.h"
#include "geometry/vec.h"

namespace img2cadseq {

enum class SurfaceType : uint8_t { Plane, Cylinder, Cone, Sphere, Torus, Other };
const char* surfaceTypeName(SurfaceType type);

/// Triangles are counter-clockwise seen from outside. Arrays about faces and edges are empty where no BRep is known.
struct Mesh {
    std::vector<Vec3> vertices;
    std::vector<std::array<uint32_t, 3>> triangles;
    std::vector<uint32_t> faceIds;         ///< one a triangle: index into faceTypes
    std::vector<SurfaceType> faceTypes;    ///< one a BRep face
    std::vector<std::vector<Vec3>> edges;  ///< one polyline a BRep edge

    Box3 box() const;
    /// Signed volume by the divergence theorem; right where the mesh is closed and outward.
    double volume() const;
    double area() const;
};

}  // namespace img2cadseq
