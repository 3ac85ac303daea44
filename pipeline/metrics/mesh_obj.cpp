// Wavefront OBJ: vertices and faces; all else is passed over.

#include "metrics/mesh_file.h"

namespace img2cadseq::metrics {

Mesh parseObj(std::string_view bytes) {
    Mesh mesh;
    for (std::string_view line; nextLine(bytes, line);) {
        const std::string_view word = nextWord(line);
        if (word == "v") {
            Vec3 v;
            for (int k = 0; k < 3; ++k) v[k] = toNumber(nextWord(line));
            mesh.vertices.push_back(v);
        } else if (word == "f") {
            std::vector<int64_t> corners;
            for (std::string_view corner = nextWord(line); !corner.empty(); corner = nextWord(line)) {
                const int64_t index = toInteger(corner.substr(0, corner.find('/')));
                corners.push_back(index > 0 ? index - 1 : static_cast<int64_t>(mesh.vertices.size()) + index);
            }
            addPolygon(mesh, corners);
        }
    }
    return mesh;
}

}  // namespace img2cadseq::metrics
