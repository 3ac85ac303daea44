#pragma once
// How shapes are brought to one scale and turned into points before they are measured.

#include <cstdint>
#include <vector>

#include "core/random.h"
#include "geometry/mesh.h"

namespace img2cadseq::metrics {

/// Points drawn on every surface that is compared.
inline constexpr size_t kSurfacePoints = 8192;

/// p -> (p - center) / scale: the box's centre goes to the origin and its longest side becomes 1.
struct Normalisation {
    Vec3 center;
    double scale = 1.0;
    Vec3 operator()(const Vec3& p) const { return (p - center) / scale; }
};

/// Throws Error(BadGeometry) where the box is empty, not finite or a single point.
Normalisation normalisation(const Box3& box);
Mesh normalised(const Mesh& mesh);
std::vector<Vec3> normalised(const std::vector<Vec3>& points);
/// Every vertex and edge point turned by `rotation`.
Mesh rotated(const Mesh& mesh, const Mat3& rotation);

/// Points on a mesh; all arrays of one length. `normals` are the triangles' own, unit.
struct SurfacePoints {
    std::vector<Vec3> positions, normals;
    std::vector<uint32_t> triangles;
};

/// `count` points, area-weighted. Throws Error(BadGeometry) where the mesh has no area or an index or vertex is bad.
SurfacePoints sampleSurface(const Mesh& mesh, size_t count, Random random);

/// Throws Error(BadGeometry) where a triangle names a vertex that is not there or a vertex is not finite.
void requireSound(const Mesh& mesh);

}  // namespace img2cadseq::metrics
