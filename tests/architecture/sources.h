#pragma once
// The repository's own files and what they include, for the tests that guard its shape.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace img2cadseq::test {

/// Paths relative to the repository's root, as version control sees them (new files included, ignored ones not).
/// Without version control: everything but build folders and dot-names.
std::vector<std::string> repositoryFiles();

std::string readFile(const std::string& path);

struct SourceFile {
    std::string path;                  ///< "pipeline/cad/curve.h"
    std::string folder;                ///< "cad"; "tests/cad" for tests; "app/cli" and the like for mains
    std::vector<std::string> project;  ///< what stands between quotes: "core/error.h"
    std::vector<std::string> outside;  ///< what stands in angle brackets: "torch/torch.h"
    int lines = 0;
};

/// All C++ and CUDA files of the repository by path.
const std::map<std::string, SourceFile>& sources();

/// Paths of the repository's files that `file` includes directly, found as the compiler would find them.
std::vector<std::string> includedFiles(const SourceFile& file);

/// All outside headers that a unit starting at `path` meets, itself and every project header below it.
std::set<std::string> reachedHeaders(const std::string& path);

/// pipeline/layers.txt: folder -> folders it may include; `order` gives the folders as they stand there.
std::map<std::string, std::set<std::string>> layers(std::vector<std::string>* order = nullptr);

}  // namespace img2cadseq::test
