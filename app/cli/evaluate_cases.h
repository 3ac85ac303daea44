#pragma once
// What `evaluate` measures: pairs of an input and its reference.

#include <filesystem>
#include <string>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq::cli {

struct EvaluationCase {
    std::filesystem::path input;      ///< picture or cloud
    std::filesystem::path mask;       ///< may be empty
    std::filesystem::path reference;  ///< STEP, mesh or sequence
};

/// Pictures and clouds of a folder with the STEP, STL, OBJ, GLB or sequence (.json) of the same name beside them; a
/// name.points.ply belongs to name. Throws Error(BadInput) where there is none.
std::vector<EvaluationCase> pairsIn(const std::filesystem::path& folder);

/// Writes clouds of 4096 points without normals, and their sequences, for every `every`-th model of a file of lines.
std::vector<EvaluationCase> cloudsOf(const std::filesystem::path& lines, int every,
                                     const std::filesystem::path& folder);

/// Writes pictures and sequences of the test split.
std::vector<EvaluationCase> syntheticPictures(int count, const std::filesystem::path& folder);

/// Triangles of a reference, in its own unit and frame.
Mesh referenceMesh(const std::filesystem::path& file);

}  // namespace img2cadseq::cli
