#pragma once
// Normals for smooth shading.

#include <cstdint>
#include <vector>

#include "geometry/mesh.h"

namespace img2cadseq {

/// Without a BRep, a smooth piece ends at creases sharper than this.
inline constexpr double kCreaseDegrees = 30.0;

/// Mean normals at the corners of triangles, over those neighbours that belong to the same smooth piece: the same BRep
/// face, or without one, what meets without a crease. The mesh must outlive this.
class CornerNormals {
public:
    explicit CornerNormals(const Mesh& mesh);

    /// Unit; zero for a triangle without area.
    const Vec3& flat(uint32_t triangle) const { return normals_[triangle]; }
    Vec3 smooth(uint32_t triangle, uint32_t vertex) const;

private:
    struct Corner {
        uint32_t triangle = 0;
        double angle = 0.0;
    };
    bool samePiece(uint32_t a, uint32_t b) const;

    const Mesh& mesh_;
    std::vector<std::vector<Corner>> cornersAt_;
    std::vector<Vec3> normals_;
};

}  // namespace img2cadseq
