#pragma once
// What a file is, by the end of its name: the one table of what can be reconstructed.

#include <filesystem>
#include <string>
#include <vector>

namespace img2cadseq {

/// In lower case, with its dot: ".jpg" of "Photo.JPG". Empty where the name has none.
std::string suffixOf(const std::filesystem::path& path);

/// Lower case, with dot. Pictures are read by content, whatever the suffix; these are what is looked for in folders.
const std::vector<std::string>& pictureSuffixes();
/// Points, and surfaces that points are drawn from.
const std::vector<std::string>& cloudSuffixes();
/// Both: what a folder of inputs may hold.
const std::vector<std::string>& inputSuffixes();

bool hasSuffix(const std::filesystem::path& path, const std::vector<std::string>& suffixes);

}  // namespace img2cadseq
