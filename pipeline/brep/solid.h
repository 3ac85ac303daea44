#pragma once
// An exact boundary representation. OpenCASCADE does the work, but its headers stay out of this one. Lengths in
// millimetres.

#include <cstddef>
#include <memory>
#include <vector>

#include "geometry/box.h"
#include "geometry/mesh.h"
#include "geometry/vec.h"

namespace img2cadseq::brep {

struct MassProperties {
    double volume = 0.0;  ///< mm^3, of all bodies
    double area = 0.0;    ///< mm^2
    Vec3 centroid;        ///< of the volume
};

/// One or several bodies. Immutable, cheap to copy (copies share the shape) and safe to read from several threads.
class Solid {
public:
    Solid();  ///< no body at all
    ~Solid();
    Solid(const Solid&);
    Solid(Solid&&) noexcept;
    Solid& operator=(const Solid&);
    Solid& operator=(Solid&&) noexcept;

    bool empty() const;
    size_t bodyCount() const;
    size_t faceCount() const;
    size_t edgeCount() const;  ///< each shared edge once, the seams of periodic faces among them
    size_t vertexCount() const;
    /// One a face, in the order of Mesh::faceTypes.
    std::vector<SurfaceType> faceTypes() const;

    /// By integration over the exact faces: right but for rounding where edges are lines and circles, to 1e-7 where
    /// cylinders meet in other curves.
    MassProperties massProperties() const;
    /// The exact shape's box, without the tolerance OCCT adds; within 1e-6 of its size.
    Box3 box() const;

    /// The same solid scaled about the origin. Throws Error(BadGeometry) where `factor` is not positive and finite.
    Solid scaled(double factor) const;

    struct Data;  ///< holds the OCCT shape; see brep/shape.h
    explicit Solid(std::shared_ptr<const Data> data);
    const Data& data() const { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

}  // namespace img2cadseq::brep
