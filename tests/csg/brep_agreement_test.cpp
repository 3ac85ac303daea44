// csg against OCCT: two programs that share nothing but the sequence.

#include <cmath>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/probe.h"
#include "core/error.h"
#include "csg/fusion.h"
#include "csg/solid.h"

namespace img2cadseq {
namespace {

/// Compiles with OCCT; an empty solid where the kernel cannot.
brep::Solid kernelSolid(const ImportedModel& model) {
    try {
        return brep::compile(model.sequence);
    } catch (const Error&) {
        return {};
    }
}

TEST(CsgAgainstBrep, Volumes) {
    const auto models = test::fusionModels(300);
    if (models.empty()) GTEST_SKIP() << "data/fusion360 is not here";
    size_t compared = 0;
    for (const ImportedModel& m : models) {
        const brep::Solid exact = kernelSolid(m);
        if (exact.empty()) continue;
        ++compared;
        EXPECT_NEAR(csg::Solid(m.sequence).volume() / exact.massProperties().volume, 1.0, 1e-4) << m.id;
    }
    EXPECT_GT(compared, models.size() * 9 / 10);
}

TEST(CsgAgainstBrep, SurfaceSamplesAndInside) {
    const auto models = test::fusionModels(40);
    if (models.empty()) GTEST_SKIP() << "data/fusion360 is not here";
    for (const ImportedModel& m : models) {
        const brep::Solid exact = kernelSolid(m);
        if (exact.empty()) continue;
        const brep::Probe probe(exact);
        const csg::Solid solid(m.sequence);
        const Box3 box = exact.box();
        const double side = box.longestSide();
        for (const auto& s : solid.sampleSurface(200, Random(1)))
            EXPECT_LT(probe.distance(s.position), 1e-6 * side) << m.id;
        Random random(2);
        for (int i = 0; i < 500; ++i) {
            const Vec3 size = box.size();
            const Vec3 p = box.low + Vec3{size.x * random.uniform(-0.05, 1.05), size.y * random.uniform(-0.05, 1.05),
                                          size.z * random.uniform(-0.05, 1.05)};
            if (solid.inside(p) == probe.inside(p)) continue;
            EXPECT_LT(probe.distance(p), 1e-6 * side) << m.id;
        }
    }
}

}  // namespace
}  // namespace img2cadseq
