#pragma once
// Scans as scanners' programs save them: triangles, of which only the surface counts.

#include <filesystem>

#include "geometry/point_cloud.h"

namespace img2cadseq {

/// .stl, .obj, .glb, or a .ply that says it has faces. False where the file cannot be opened.
bool holdsTriangles(const std::filesystem::path& path);

/// 32 768 points spread evenly over the triangles, the same each time; a .glb without triangles gives its points. Units
/// and frame as in the file, no normals (triangles of scans are turned either way). Throws Error(Io): cannot be opened;
/// Error(BadInput): damaged, no area.
PointCloud readMeshPoints(const std::filesystem::path& path);

}  // namespace img2cadseq
