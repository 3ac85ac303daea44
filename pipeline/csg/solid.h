#pragma once
// A construction sequence as an exact field, without a CAD kernel: inside test, ray casting, surface samples, volume.
// Agrees with brep/ on volume and surface. Arcs are exact, nothing is tessellated. Same length unit as the sequence.

#include <cstdint>
#include <memory>
#include <vector>

#include "cad/sequence.h"
#include "core/random.h"
#include "csg/distance.h"
#include "csg/flat.h"
#include "geometry/camera.h"
#include "geometry/mesh.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::csg {

/// One crossing of a ray with the solid's surface.
struct Hit {
    double t = 0.0;  ///< ray parameter: point = origin + t * direction
    Vec3 normal;     ///< unit, outward from the solid
    int block = 0;   ///< index of the ExtrudeBlock whose wall or cap this is
    int face = 0;    ///< within the block: 0 low cap, 1 high cap, 2 + i the wall of its i-th curve (profiles in order,
                     ///< outer first)
    SurfaceType surface = SurfaceType::Plane;  ///< Plane or Cylinder
    bool entering = false;
};

struct SurfaceSample {
    Vec3 position, normal;
    int block = 0, face = 0;
    SurfaceType surface = SurfaceType::Plane;
};

/// Positions and normals.
PointCloud cloudOf(const std::vector<SurfaceSample>& samples);
/// The positions, in doubles.
std::vector<Vec3> pointsOf(const std::vector<SurfaceSample>& samples);

/// See distance.h.
struct Distance {
    double value = 0.0;  ///< negative inside; infinite where no block adds material
    Vec3 gradient;       ///< unit
    Feature feature;     ///< the wall, cap or edge it is measured to
};

/// Immutable and thread-safe once made.
class Solid {
public:
    /// Throws Error(BadGeometry) where the sequence has no block or an open or empty loop.
    explicit Solid(const CadSequence& sequence);
    ~Solid();
    Solid(Solid&&) noexcept;
    Solid& operator=(Solid&&) noexcept;

    bool inside(const Vec3& point) const;
    /// Every crossing with t > tMin, in order of t; entering and leaving alternate. `hits` is cleared first.
    void cast(const Vec3& origin, const Vec3& direction, std::vector<Hit>& hits, double tMin = 0.0) const;
    /// `count` points on the surface, area-weighted. The same numbers give the same points.
    std::vector<SurfaceSample> sampleSurface(size_t count, Random random) const;
    /// Volume; relative error about `tolerance` (exact along one axis, adaptive across it).
    double volume(double tolerance = 1e-5) const;
    /// Box of what is really left after all Booleans, found from the surface when first asked for.
    Box3 box() const;

    /// Distance-like field: zero on the surface, exact beside a face, and for one block everywhere.
    Distance distance(const Vec3& point) const;
    /// The flat arrays behind it, for kernels and derivatives.
    const Flat& flat() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::csg
