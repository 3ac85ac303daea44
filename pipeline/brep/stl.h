#pragma once
// Binary STL.

#include <filesystem>

#include "geometry/mesh.h"

namespace img2cadseq::brep {

/// Writes to a temporary name, then renames. Throws Error(Io) where the file cannot be written.
void writeStl(const Mesh& mesh, const std::filesystem::path& path);

}  // namespace img2cadseq::brep
