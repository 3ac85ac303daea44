#pragma once
// What `evaluate` measures: pairs of an input and its reference.

#include <filesystem>
#include <string>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq::cli {

struct EvaluationCase {
    std::filesystem::path input;      ///< picture, cloud or scan
    std::filesystem::path mask;       ///< may be empty
    std::filesystem::path reference;  ///< STEP, mesh or sequence
};

/// Pictures and clouds (core/suffix.h) in a folder and below it, each with the first there is of STEP, STL, OBJ, GLB
/// and sequence (.json) of the same name beside it. An .stl, .obj or .glb without picture or cloud of its name is a
/// scan, itself the input, where there is a STEP or sequence to measure it against. Throws Error(BadInput) where there
/// is no pair.
std::vector<EvaluationCase> pairsIn(const std::filesystem::path& folder);

/// Writes clouds of 4096 points without normals, and their sequences, for every `every`-th model of a file of lines.
/// What is there already in the same bytes stays as it is. Throws Error(Io, BadInput).
std::vector<EvaluationCase> cloudsOf(const std::filesystem::path& lines, int every,
                                     const std::filesystem::path& folder);

/// The same with pictures of the test split: of its first `count`, every `every`-th.
std::vector<EvaluationCase> syntheticPictures(int count, int every, const std::filesystem::path& folder);

/// Triangles of a reference, in its own unit and frame.
Mesh referenceMesh(const std::filesystem::path& file);

}  // namespace img2cadseq::cli
