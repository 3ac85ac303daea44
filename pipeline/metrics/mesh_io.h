#pragma once
// Reads meshes of other programs, to measure against them.

#include <filesystem>

#include "geometry/mesh.h"

namespace img2cadseq::metrics {

/// STL (ascii or binary), OBJ, PLY (ascii or binary) or GLB, by the file's suffix; units and frame as in the file.
/// Polygons are cut into fans. A PLY or GLB of points alone gives vertices without triangles. Whatever is returned has
/// finite vertices, at least one, and triangles that name vertices that are there. Throws Error(Io) where the file
/// cannot be read, Error(BadInput) where its content is not such a mesh.
Mesh readMesh(const std::filesystem::path& file);

/// Does readMesh know this suffix?
bool isMeshFile(const std::filesystem::path& file);

}  // namespace img2cadseq::metrics
