#pragma once
// Where what is made once of generated parts is kept.

#include <filesystem>

namespace img2cadseq::infer {

/// $XDG_CACHE_HOME/img2cadseq, ~/.cache/img2cadseq, or a folder for temporary files; need not be there yet.
std::filesystem::path indexFolder();

}  // namespace img2cadseq::infer
