#include "core/suffix.h"

#include <algorithm>
#include <cctype>

namespace img2cadseq {

std::string suffixOf(const std::filesystem::path& path) {
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return suffix;
}

const std::vector<std::string>& pictureSuffixes() {
    static const std::vector<std::string> suffixes{".jpg",  ".jpeg", ".png",  ".webp", ".tif",
                                                   ".tiff", ".bmp",  ".heic", ".heif"};
    return suffixes;
}

const std::vector<std::string>& cloudSuffixes() {
    static const std::vector<std::string> suffixes{".ply", ".pcd", ".xyz", ".stl", ".obj", ".glb"};
    return suffixes;
}

const std::vector<std::string>& inputSuffixes() {
    static const std::vector<std::string> suffixes = [] {
        std::vector<std::string> all = pictureSuffixes();
        all.insert(all.end(), cloudSuffixes().begin(), cloudSuffixes().end());
        return all;
    }();
    return suffixes;
}

bool hasSuffix(const std::filesystem::path& path, const std::vector<std::string>& suffixes) {
    return std::find(suffixes.begin(), suffixes.end(), suffixOf(path)) != suffixes.end();
}

}  // namespace img2cadseq
