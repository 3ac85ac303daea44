#include "metrics/topology.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "core/error.h"
#include "metrics/sampling.h"

namespace img2cadseq::metrics {
namespace {

/// Index of the welded vertex for every vertex: positions are rounded to 1e-6 of the longest side.
std::vector<uint32_t> weld(const Mesh& mesh) {
    const double scale = std::max(mesh.box().longestSide(), 1e-12);
    using Key = std::array<int64_t, 3>;
    std::vector<std::pair<Key, uint32_t>> keys;
    keys.reserve(mesh.vertices.size());
    const auto rounded = [&](double value) { return static_cast<int64_t>(std::nearbyint(value / scale * 1e6)); };
    for (uint32_t i = 0; i < mesh.vertices.size(); ++i) {
        const Vec3& v = mesh.vertices[i];
        keys.push_back({{rounded(v.x), rounded(v.y), rounded(v.z)}, i});
    }
    std::sort(keys.begin(), keys.end());
    std::vector<uint32_t> result(keys.size());
    uint32_t next = 0;
    for (size_t i = 0; i < keys.size(); ++i) {
        if (i > 0 && keys[i].first != keys[i - 1].first) ++next;
        result[keys[i].second] = next;
    }
    return result;
}

/// An edge of a triangle between welded vertices, the lesser first.
struct Side {
    uint32_t from, to;
    size_t triangle;
    bool sameAs(const Side& o) const { return from == o.from && to == o.to; }
};

struct Welded {
    std::vector<std::array<uint32_t, 3>> triangles;
    std::vector<Side> sides;  ///< sorted by their ends
};

/// Triangles over welded vertices, those that collapsed left out, and their sides.
Welded weldedSides(const Mesh& mesh) {
    requireSound(mesh);
    const std::vector<uint32_t> index = weld(mesh);
    Welded result;
    for (size_t t = 0; t < mesh.triangles.size(); ++t) {
        const auto& [i, j, k] = mesh.triangles[t];
        const std::array<uint32_t, 3> corner = {index[i], index[j], index[k]};
        if (corner[0] == corner[1] || corner[1] == corner[2] || corner[2] == corner[0]) continue;
        result.triangles.push_back(corner);
        for (int s = 0; s < 3; ++s) {
            const auto [low, high] = std::minmax(corner[s], corner[(s + 1) % 3]);
            result.sides.push_back({low, high, t});
        }
    }
    std::sort(result.sides.begin(), result.sides.end(),
              [](const Side& a, const Side& b) { return std::pair(a.from, a.to) < std::pair(b.from, b.to); });
    return result;
}

/// Calls visit(first, last) for each run of sides between the same two vertices.
template <class Visit>
void forEachEdge(const std::vector<Side>& sides, Visit visit) {
    for (size_t i = 0; i < sides.size();) {
        size_t end = i + 1;
        while (end < sides.size() && sides[end].sameAs(sides[i])) ++end;
        visit(i, end);
        i = end;
    }
}

class Pieces {
public:
    explicit Pieces(size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0u); }
    uint32_t find(uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(uint32_t i, uint32_t j) { parent_[find(i)] = find(j); }

private:
    std::vector<uint32_t> parent_;
};

}  // namespace

std::optional<int> genus(const Mesh& mesh) {
    const Welded welded = weldedSides(mesh);
    if (welded.triangles.empty()) return std::nullopt;
    Pieces pieces(mesh.vertices.size());
    std::vector<unsigned char> used(mesh.vertices.size(), 0);
    bool closed = true;
    long edges = 0;
    forEachEdge(welded.sides, [&](size_t first, size_t last) {
        const Side& side = welded.sides[first];
        closed = closed && last - first == 2;
        ++edges;
        pieces.join(side.from, side.to);
        used[side.from] = used[side.to] = 1;
    });
    if (!closed) return std::nullopt;
    long vertices = 0, count = 0;
    for (uint32_t i = 0; i < used.size(); ++i) {
        if (!used[i]) continue;
        ++vertices;
        count += pieces.find(i) == i ? 1 : 0;
    }
    const long euler = vertices - edges + static_cast<long>(welded.triangles.size());
    return static_cast<int>(count - static_cast<long>(std::floor(static_cast<double>(euler) / 2.0)));
}

HangingFaces hangingFaces(const std::vector<FaceEdge>& uses, size_t faceCount) {
    std::vector<FaceEdge> sorted = uses;
    std::sort(sorted.begin(), sorted.end(), [](const FaceEdge& a, const FaceEdge& b) { return a.edge < b.edge; });
    std::vector<unsigned char> hangs(faceCount, 0);
    for (size_t i = 0; i < sorted.size();) {
        size_t end = i;
        bool shared = false;
        for (; end < sorted.size() && sorted[end].edge == sorted[i].edge; ++end)
            shared = shared || sorted[end].face != sorted[i].face;
        for (; i < end; ++i) {
            if (sorted[i].face >= faceCount)
                throw Error(ErrorCode::Internal, "a face number is beyond the count of faces");
            if (!shared && !sorted[i].seam) hangs[sorted[i].face] = 1;
        }
    }
    return {static_cast<size_t>(std::count(hangs.begin(), hangs.end(), 1)), faceCount};
}

HangingFaces hangingFaces(const Mesh& mesh) {
    if (mesh.faceIds.size() != mesh.triangles.size() || mesh.triangles.empty())
        throw Error(ErrorCode::BadGeometry,
                    "hanging faces cannot be counted: the mesh does not say which face a triangle is of");
    const Welded welded = weldedSides(mesh);
    const size_t faces = std::max<size_t>(mesh.faceTypes.size(),
                                          *std::max_element(mesh.faceIds.begin(), mesh.faceIds.end()) + size_t{1});
    std::vector<unsigned char> hangs(faces, 0);
    forEachEdge(welded.sides, [&](size_t first, size_t last) {
        if (last - first == 1) hangs[mesh.faceIds[welded.sides[first].triangle]] = 1;
    });
    return {static_cast<size_t>(std::count(hangs.begin(), hangs.end(), 1)), faces};
}

}  // namespace img2cadseq::metrics
