#pragma once
// Private to document/: triangles cut until they are small, so that what is known at vertices shows everywhere.

#include "geometry/mesh.h"

namespace img2cadseq {

/// The same surface with no edge longer than `longest`, as far as `mostTriangles` allows; watertight where `mesh` is.
/// Faces keep their numbers.
Mesh subdivided(const Mesh& mesh, double longest, size_t mostTriangles = 200'000);

}  // namespace img2cadseq
