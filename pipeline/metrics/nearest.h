#pragma once
// Nearest points: of a set of points, and of a mesh's surface (exact, by a tree of boxes).

#include <cstdint>
#include <memory>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq::metrics {

struct Nearest {
    uint32_t index = 0;  ///< of the point, or of the triangle
    double squaredDistance = 0.0;
};

/// k-d tree over points, which it copies. Immutable and thread-safe once made; needs at least one point, all finite.
class PointTree {
public:
    explicit PointTree(std::vector<Vec3> points);
    ~PointTree();
    PointTree(PointTree&&) noexcept;
    PointTree& operator=(PointTree&&) noexcept;

    Nearest nearest(const Vec3& query) const;
    /// The `count` nearest, nearest first; all of them where there are no more.
    std::vector<Nearest> nearest(const Vec3& query, size_t count) const;
    const std::vector<Vec3>& points() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

/// Box tree over a mesh's triangles. Immutable and thread-safe once made; needs at least one triangle.
class SurfaceTree {
public:
    explicit SurfaceTree(const Mesh& mesh);
    /// The triangle nearest to `query`; of equally near ones the first found.
    Nearest nearest(const Vec3& query) const;

private:
    struct Node {
        Box3 box;
        uint32_t first = 0, count = 0;  ///< leaf: triangles [first, first + count) of order_; else count is 0
        uint32_t right = 0;             ///< inner: the left child follows directly, the right one is here
    };
    uint32_t build(uint32_t first, uint32_t count);

    std::vector<std::array<Vec3, 3>> corners_;
    std::vector<uint32_t> order_;
    std::vector<Node> nodes_;
};

/// Squared distance from a point to a triangle (corners a, b, c), degenerate ones included.
double squaredDistanceToTriangle(const Vec3& p, const Vec3& a, const Vec3& b, const Vec3& c);

}  // namespace img2cadseq::metrics
