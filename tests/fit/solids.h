#pragma once
// Small parts, clouds of them, and how much two solids agree.

#include "cad/sequence.h"
#include "csg/solid.h"
#include "fit/layers.h"
#include "geometry/point_cloud.h"

namespace img2cadseq::test {

inline Loop rectangle(double x0, double y0, double x1, double y1) {
    return {{Line{{x0, y0}, {x1, y0}}, Line{{x1, y0}, {x1, y1}}, Line{{x1, y1}, {x0, y1}}, Line{{x0, y1}, {x0, y0}}}};
}

/// A prism along an axis; (u, v) of its profile are the next two axes.
inline ExtrudeBlock block(int axis, Profile profile, double low, double high, BooleanOp op) {
    ExtrudeBlock b;
    b.sketch.plane = axisPlane(axis);
    b.sketch.profiles = {std::move(profile)};
    b.extent = {low, high};
    b.op = op;
    return b;
}

inline PointCloud cloudOf(const csg::Solid& solid) {
    PointCloud cloud;
    cloud.positions = csg::cloudOf(solid.sampleSurface(4096, Random(1))).positions;
    return cloud;
}

inline double iou(const csg::Solid& a, const csg::Solid& b) {
    Box3 box = a.box();
    box.add(b.box());
    size_t both = 0, any = 0;
    Random random(5);
    for (int i = 0; i < 40000; ++i) {
        const Vec3 p = box.low + Vec3{random.uniform() * box.size().x, random.uniform() * box.size().y,
                                      random.uniform() * box.size().z};
        const bool inA = a.inside(p), inB = b.inside(p);
        both += inA && inB;
        any += inA || inB;
    }
    return any ? static_cast<double>(both) / static_cast<double>(any) : 0.0;
}

}  // namespace img2cadseq::test
