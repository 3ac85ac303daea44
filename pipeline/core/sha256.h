#pragma once
// SHA-256 (FIPS 180-4), for naming weights files in reports and checking them against the manifest.

#include <filesystem>
#include <string>
#include <string_view>

namespace img2cadseq {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);
/// Of a file's bytes. Throws Error(Io) where it cannot be read.
std::string sha256OfFile(const std::filesystem::path& path);

}  // namespace img2cadseq
