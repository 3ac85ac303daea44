#include "metrics/mesh_io.h"

#include <cmath>
#include <limits>

#include "core/file.h"
#include "core/suffix.h"
#include "metrics/mesh_file.h"

namespace img2cadseq::metrics {
namespace {

using Parser = Mesh (*)(std::string_view);

Parser parserOf(const std::filesystem::path& file) {
    const std::string suffix = suffixOf(file);
    if (suffix == ".stl") return parseStl;
    if (suffix == ".obj") return parseObj;
    if (suffix == ".ply") return parsePly;
    if (suffix == ".glb") return parseGlb;
    return nullptr;
}

Mesh parseAndCheck(const std::string& bytes, Parser parser) {
    if (bytes.empty()) badMesh("the file is empty");
    Mesh mesh = parser(bytes);
    if (mesh.vertices.empty()) badMesh("there is no vertex in it");
    for (const Vec3& v : mesh.vertices)
        if (!std::isfinite(v.x) || !std::isfinite(v.y) || !std::isfinite(v.z))
            badMesh("a coordinate is not a finite number");
    return mesh;
}

}  // namespace

bool isMeshFile(const std::filesystem::path& file) { return parserOf(file) != nullptr; }

Mesh readMesh(const std::filesystem::path& file) {
    const Parser parser = parserOf(file);
    if (!parser)
        throw Error(ErrorCode::BadInput, file.string() + ": not a mesh file by its name",
                    "give an .stl, .obj, .ply or .glb file");
    const std::string bytes = readFile(file);
    try {
        return parseAndCheck(bytes, parser);
    } catch (const Error& error) {
        throw Error(error.code(), file.string() + ": " + error.what(), error.hint());
    }
}

}  // namespace img2cadseq::metrics
