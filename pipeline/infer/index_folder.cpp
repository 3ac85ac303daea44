#include "infer/index_folder.h"

#include <cstdlib>

namespace img2cadseq::infer {

std::filesystem::path indexFolder() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    if (cache && *cache) return std::filesystem::path(cache) / "img2cadseq";
    if (home && *home) return std::filesystem::path(home) / ".cache" / "img2cadseq";
    return std::filesystem::temp_directory_path() / "img2cadseq";
}

}  // namespace img2cadseq::infer
