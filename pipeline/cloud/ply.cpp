#include <cstring>
#include <string>

#include "cloud/cloud.h"
#include "core/file.h"

namespace img2cadseq {
namespace {

void append(std::string& bytes, float value) {
    char raw[4];
    std::memcpy(raw, &value, 4);
    bytes.append(raw, 4);
}

}  // namespace

void writePly(const std::filesystem::path& path, const PointCloud& cloud) {
    std::string bytes = "ply\nformat binary_little_endian 1.0\nelement vertex " + std::to_string(cloud.size()) +
                        "\nproperty float x\nproperty float y\nproperty float z\n";
    if (!cloud.normals.empty()) bytes += "property float nx\nproperty float ny\nproperty float nz\n";
    if (!cloud.confidence.empty()) bytes += "property float confidence\n";
    if (!cloud.importance.empty()) bytes += "property float importance\n";
    if (!cloud.seen.empty()) bytes += "property uchar seen\n";
    bytes += "end_header\n";
    for (size_t i = 0; i < cloud.size(); ++i) {
        for (int k = 0; k < 3; ++k) append(bytes, cloud.positions[i][k]);
        if (!cloud.normals.empty())
            for (int k = 0; k < 3; ++k) append(bytes, cloud.normals[i][k]);
        if (!cloud.confidence.empty()) append(bytes, cloud.confidence[i]);
        if (!cloud.importance.empty()) append(bytes, cloud.importance[i]);
        if (!cloud.seen.empty()) bytes.push_back(static_cast<char>(cloud.seen[i]));
    }
    writeFile(path, bytes);
}

}  // namespace img2cadseq
