// csg against OCCT: two programs that share nothing but the sequence. IMG2CADSEQ_ALL=1 takes the volume of every model
// and the surfaces of 200 of them, each with 4096 samples and 10 000 points.

#include <cmath>
#include <cstdlib>
#include <iostream>

#include <gtest/gtest.h>

#include "brep/compile.h"
#include "brep/probe.h"
#include "core/error.h"
#include "csg/fusion.h"
#include "csg/solid.h"

namespace img2cadseq {
namespace {

bool all() { return std::getenv("IMG2CADSEQ_ALL") != nullptr; }

/// Compiles with OCCT; an empty solid where the kernel cannot.
brep::Solid kernelSolid(const ImportedModel& model) {
    try {
        return brep::compile(model.sequence);
    } catch (const Error&) {
        return {};
    }
}

TEST(CsgAgainstBrep, Volumes) {
    const auto models = test::fusionModels(all() ? test::kFusionLines : 300);
    if (models.empty()) GTEST_SKIP() << "data/fusion360 is not here";
    size_t compared = 0;
    double worst = 0.0;
    for (const ImportedModel& m : models) {
        const brep::Solid exact = kernelSolid(m);
        if (exact.empty()) continue;
        ++compared;
        const double difference = std::abs(csg::Solid(m.sequence).volume() / exact.massProperties().volume - 1.0);
        EXPECT_LE(difference, 1e-4) << m.id;
        worst = std::max(worst, difference);
    }
    std::cout << compared << " of " << models.size() << " models compared, volumes at most " << worst << " apart\n";
    EXPECT_GT(compared, models.size() * 9 / 10);
}

TEST(CsgAgainstBrep, SurfaceSamplesAndInside) {
    const auto models = test::fusionModels(all() ? 200 : 40);
    if (models.empty()) GTEST_SKIP() << "data/fusion360 is not here";
    const size_t samples = all() ? 4096 : 200;
    const int points = all() ? 10'000 : 500;
    double farthest = 0.0;
    size_t differing = 0;
    for (const ImportedModel& m : models) {
        const brep::Solid exact = kernelSolid(m);
        if (exact.empty()) continue;
        const brep::Probe probe(exact);
        const csg::Solid solid(m.sequence);
        const Box3 box = exact.box();
        const double side = box.longestSide();
        for (const auto& s : solid.sampleSurface(samples, Random(1))) {
            const double distance = probe.distance(s.position) / side;
            EXPECT_LT(distance, 1e-6) << m.id;
            farthest = std::max(farthest, distance);
        }
        Random random(2);
        for (int i = 0; i < points; ++i) {
            const Vec3 size = box.size();
            const Vec3 p = box.low + Vec3{size.x * random.uniform(-0.05, 1.05), size.y * random.uniform(-0.05, 1.05),
                                          size.z * random.uniform(-0.05, 1.05)};
            if (solid.inside(p) == probe.inside(p)) continue;
            ++differing;
            EXPECT_LT(probe.distance(p), 1e-6 * side) << m.id;
        }
    }
    std::cout << models.size() << " models, samples at most " << farthest << " of the longest side off, " << differing
              << " points in the band\n";
}

}  // namespace
}  // namespace img2cadseq
