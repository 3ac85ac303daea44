// STL: binary where the length fits the count of triangles, else ascii. Corners stay apart, three a triangle.

#include "metrics/mesh_file.h"

namespace img2cadseq::metrics {
namespace {

constexpr size_t kHead = 84, kTriangle = 50;

void addTriangle(Mesh& mesh) {
    const auto last = static_cast<uint32_t>(mesh.vertices.size());
    mesh.triangles.push_back({last - 3, last - 2, last - 1});
}

Mesh parseBinary(std::string_view bytes, size_t count) {
    Mesh mesh;
    mesh.vertices.reserve(3 * count);
    for (size_t t = 0; t < count; ++t) {
        const size_t corner = kHead + kTriangle * t + 12;
        for (size_t k = 0; k < 3; ++k)
            mesh.vertices.push_back({load<float>(bytes, corner + 12 * k), load<float>(bytes, corner + 12 * k + 4),
                                     load<float>(bytes, corner + 12 * k + 8)});
        addTriangle(mesh);
    }
    return mesh;
}

Mesh parseAscii(std::string_view bytes) {
    Mesh mesh;
    size_t corners = 0;
    for (std::string_view line; nextLine(bytes, line);) {
        const std::string_view word = nextWord(line);
        if (word == "vertex") {
            Vec3 v;
            for (int k = 0; k < 3; ++k) v[k] = toNumber(nextWord(line));
            mesh.vertices.push_back(v);
            ++corners;
        } else if (word == "endfacet") {
            if (corners != 3) badMesh("a facet has not three corners");
            addTriangle(mesh);
            corners = 0;
        }
    }
    if (corners != 0) badMesh("the file ends within a facet");
    return mesh;
}

}  // namespace

Mesh parseStl(std::string_view bytes) {
    if (bytes.size() >= kHead) {
        const size_t count = load<uint32_t>(bytes, 80);
        if (count > 0 && bytes.size() >= kHead + kTriangle * count && bytes.size() < kHead + kTriangle * (count + 1))
            return parseBinary(bytes, count);
    }
    std::string_view head = bytes;
    if (nextWord(head) != "solid") badMesh("this is not an STL file, or it is cut short");
    Mesh mesh = parseAscii(bytes);
    if (mesh.triangles.empty()) badMesh("there is no triangle in it");
    return mesh;
}

}  // namespace img2cadseq::metrics
