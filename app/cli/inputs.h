#pragma once
// From the words of the command line to the files they mean, and names for what is made of them.

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/error.h"

namespace img2cadseq::cli {

/// A file to work on, or why there is none.
struct Input {
    std::filesystem::path path;
    std::string name;            ///< of what is made of it: its own name without suffix, unique in its run
    std::optional<Error> error;  ///< missing, not a plain file, a folder without fitting files
};

/// Files as given; folders by all files below them with one of `suffixes` (lower case, with dot), in order of their
/// path; a report.json that an earlier run left there is passed over. A file that is given twice counts once.
std::vector<Input> expandInputs(const std::vector<std::string>& given, const std::vector<std::string>& suffixes);

/// Where results go, as --out says. Throws Error(Usage) where it says nothing.
std::filesystem::path outputFolder(const std::string& given);

/// Hands out names that are usable for files and differ from all before, by "-2", "-3" ... at the end.
class FileNames {
public:
    explicit FileNames(std::set<std::string> taken = {}) : taken_(std::move(taken)) {}
    std::string unique(const std::string& wanted);

private:
    std::set<std::string> taken_;
};

}  // namespace img2cadseq::cli
