#include "brep/stl.h"

#include <bit>
#include <cstring>
#include <string>

#include "core/file.h"

namespace img2cadseq::brep {
namespace {

static_assert(std::endian::native == std::endian::little, "binary STL is little-endian");

void append(std::string& bytes, const Vec3& v) {
    for (const double value : {v.x, v.y, v.z}) {
        const auto single = static_cast<float>(value);
        char raw[sizeof single];
        std::memcpy(raw, &single, sizeof single);
        bytes.append(raw, sizeof raw);
    }
}

}  // namespace

void writeStl(const Mesh& mesh, const std::filesystem::path& path) {
    std::string bytes(80, ' ');
    const auto count = static_cast<uint32_t>(mesh.triangles.size());
    bytes.append(reinterpret_cast<const char*>(&count), sizeof count);
    for (const auto& t : mesh.triangles) {
        const Vec3 &a = mesh.vertices[t[0]], &b = mesh.vertices[t[1]], &c = mesh.vertices[t[2]];
        const Vec3 across = cross(b - a, c - a);
        const double length = norm(across);
        append(bytes, length > 0.0 ? across / length : Vec3{});
        for (const Vec3* corner : {&a, &b, &c}) append(bytes, *corner);
        bytes.append(2, '\0');
    }
    writeFile(path, bytes);
}

}  // namespace img2cadseq::brep
