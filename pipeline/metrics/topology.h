#pragma once
// Counts that say whether a shape hangs together: holes of a closed mesh, faces that hang.

#include <cstddef>
#include <optional>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq::metrics {

/// Number of handles (through holes), summed over the pieces of a closed mesh, by Euler's formula; none where some edge
/// is not shared by exactly two triangles. Vertices within 1e-6 of the longest side of each other, on that grid, count
/// as one.
std::optional<int> genus(const Mesh& mesh);

/// "This face has this edge", once for every use of an edge by a face.
struct FaceEdge {
    size_t face = 0, edge = 0;
    bool seam = false;  ///< the seam of a periodic face, or an edge shrunk to a point: it never makes a face hang
};

struct HangingFaces {
    size_t hanging = 0, faces = 0;
    double share() const { return faces > 0 ? static_cast<double>(hanging) / static_cast<double>(faces) : 0.0; }
};

/// HF: faces with an edge that no other face shares, of `faceCount` faces.
HangingFaces hangingFaces(const std::vector<FaceEdge>& uses, size_t faceCount);
/// The same from a mesh with face ids: a face hangs where one of its triangles has an edge that no other triangle
/// shares. Throws Error(BadGeometry) where the mesh has no face ids.
HangingFaces hangingFaces(const Mesh& mesh);

}  // namespace img2cadseq::metrics
