#pragma once
// Whole files, read and written so that a reader never sees half of one.

#include <filesystem>
#include <string>
#include <string_view>

namespace img2cadseq {

/// The file's bytes. Throws Error(Io) where it cannot be read.
std::string readFile(const std::filesystem::path& path);

/// Writes `bytes` to a temporary name in the same folder, reads them back and compares, and renames. Throws Error(Io)
/// where any of it fails; what stood at `path` is then as it was and no temporary file is left.
void writeFile(const std::filesystem::path& path, std::string_view bytes);

/// writeFile, unless the file holds these bytes already: it then keeps its time too.
void updateFile(const std::filesystem::path& path, std::string_view bytes);

/// Makes the folder, and those above it. Throws Error(Io) where it cannot be had.
void makeFolder(const std::filesystem::path& folder);

/// Removes what a writeFile of process `pid`, which has ended, may have left in `folder` and those below it.
void removeTemporaries(const std::filesystem::path& folder, int pid);

}  // namespace img2cadseq
