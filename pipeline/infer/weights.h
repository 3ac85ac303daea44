#pragma once
// Where the networks' weights lie, and what becomes of them in a report.

#include <filesystem>
#include <map>
#include <string>

namespace img2cadseq::infer {

/// The folder asked for; where nothing is asked for, models/ (or share/img2cadseq/models/) beside the program or in one
/// of the folders above it. Empty where there is none. Throws Error(BadWeights) where the folder asked for is not
/// there.
std::filesystem::path weightsFolder(const std::string& asked);

inline constexpr const char* kAlignmentFile = "alignment.safetensors";

/// Names and SHA-256 of weights files, for Reconstruction::weights.
using WeightHashes = std::map<std::string, std::string>;
WeightHashes weightHashes(const std::filesystem::path& folder, std::initializer_list<const char*> names);

}  // namespace img2cadseq::infer
