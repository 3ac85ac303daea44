#include "document/subdivide.h"

#include <map>
#include <utility>

namespace img2cadseq {
namespace {

/// One pass: the longest edge of every triangle is cut in its middle where it is too long.
class Pass {
public:
    Pass(Mesh& mesh, double longest) : mesh_(mesh), squaredLongest_(longest * longest) {}

    /// Whether anything was cut.
    bool run() {
        for (const auto& t : mesh_.triangles) mark(t);
        for (size_t i = 0; i < mesh_.triangles.size(); ++i) {
            face_ = mesh_.faceIds.empty() ? 0 : mesh_.faceIds[i];
            split(mesh_.triangles[i]);
        }
        const bool any = !middles_.empty();
        mesh_.triangles = std::move(triangles_);
        if (!mesh_.faceIds.empty()) mesh_.faceIds = std::move(faces_);
        return any;
    }

private:
    static constexpr uint32_t kWhole = ~0u;

    void mark(const std::array<uint32_t, 3>& t) {
        size_t longest = 0;
        for (size_t i = 1; i < 3; ++i)
            if (squaredLength(t[i], t[(i + 1) % 3]) > squaredLength(t[longest], t[(longest + 1) % 3])) longest = i;
        const uint32_t a = t[longest], b = t[(longest + 1) % 3];
        if (squaredLength(a, b) <= squaredLongest_) return;
        const auto next = static_cast<uint32_t>(mesh_.vertices.size());
        if (!middles_.try_emplace(std::minmax(a, b), next).second) return;
        const Vec3 half = (mesh_.vertices[a] + mesh_.vertices[b]) * 0.5;
        mesh_.vertices.push_back(half);
    }

    /// The vertex in the middle of an edge that is cut.
    uint32_t middle(uint32_t a, uint32_t b) const {
        const auto found = middles_.find(std::minmax(a, b));
        return found == middles_.end() ? kWhole : found->second;
    }

    void add(uint32_t a, uint32_t b, uint32_t c) {
        triangles_.push_back({a, b, c});
        faces_.push_back(face_);
    }

    double squaredLength(uint32_t a, uint32_t b) const { return squaredNorm(mesh_.vertices[b] - mesh_.vertices[a]); }

    void split(const std::array<uint32_t, 3>& t) {
        const uint32_t middles[] = {middle(t[0], t[1]), middle(t[1], t[2]), middle(t[2], t[0])};
        const int cut = (middles[0] != kWhole) + (middles[1] != kWhole) + (middles[2] != kWhole);
        if (cut == 0) return add(t[0], t[1], t[2]);
        if (cut == 3) {
            for (size_t i = 0; i < 3; ++i) add(t[i], middles[i], middles[(i + 2) % 3]);
            return add(middles[0], middles[1], middles[2]);
        }
        // Turned so that the first edge is cut and the third is not.
        size_t first = 0;
        while (middles[first] == kWhole || middles[(first + 2) % 3] != kWhole) ++first;
        const uint32_t a = t[first], b = t[(first + 1) % 3], c = t[(first + 2) % 3];
        const uint32_t ab = middles[first], bc = middles[(first + 1) % 3];
        if (cut == 1) {
            add(a, ab, c);
            return add(ab, b, c);
        }
        add(ab, b, bc);
        const bool fromA = squaredLength(a, bc) < squaredLength(ab, c);
        add(a, ab, fromA ? bc : c);
        if (fromA)
            add(a, bc, c);
        else
            add(ab, bc, c);
    }

    Mesh& mesh_;
    double squaredLongest_;
    uint32_t face_ = 0;
    std::map<std::pair<uint32_t, uint32_t>, uint32_t> middles_;
    std::vector<std::array<uint32_t, 3>> triangles_;
    std::vector<uint32_t> faces_;
};

}  // namespace

Mesh subdivided(const Mesh& mesh, double longest, size_t mostTriangles) {
    Mesh fine = mesh;
    while (fine.triangles.size() * 4 <= mostTriangles && Pass(fine, longest).run()) {
    }
    return fine;
}

}  // namespace img2cadseq
