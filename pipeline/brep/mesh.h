#pragma once
// Triangles of a Solid.

#include "brep/solid.h"

namespace img2cadseq::brep {

struct MeshOptions {
    double deflection = 0.001;  ///< largest distance from the surface, as a share of the box's longest side
    double angle = 0.25;        ///< largest turn between neighbouring segments of a curve, radians
};

/// Outward triangles; vertices on shared edges are shared, so that the mesh of a sound solid is watertight. Face ids
/// follow Solid::faceTypes. Mesh::edges holds every edge but the seams of periodic faces. The same solid gives the same
/// mesh. Throws Error(BadGeometry) where a face cannot be triangulated.
Mesh mesh(const Solid& solid, const MeshOptions& options = {});

}  // namespace img2cadseq::brep
