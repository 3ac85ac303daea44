#pragma once
// Questions about single points, answered by OCCT: slow and independent, for checks of the fast field in csg/.

#include <memory>

#include "brep/solid.h"

namespace img2cadseq::brep {

/// Not thread-safe: one a thread.
class Probe {
public:
    explicit Probe(const Solid& solid);
    ~Probe();

    /// Distance from a point to the solid's surface (BRepExtrema).
    double distance(const Vec3& point) const;
    /// Whether a point is inside one of the bodies (BRepClass3d).
    bool inside(const Vec3& point) const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::brep
