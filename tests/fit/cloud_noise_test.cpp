#include "fit/cloud_noise.h"

#include <cmath>

#include <gtest/gtest.h>

#include "csg/solid.h"
#include "fit/solids.h"

namespace img2cadseq {
namespace {

double noiseOf(double noise, size_t count) {
    const csg::Solid solid(
        {"", {test::block(2, {test::rectangle(-0.5, -0.35, 0.5, 0.35), {}}, -0.2, 0.2, BooleanOp::New)}});
    Random random(5);
    std::vector<Vec3> points;
    for (const auto& sample : solid.sampleSurface(count, Random(3)))
        points.push_back(sample.position + Vec3{random.normal(), random.normal(), random.normal()} * noise);
    return slightNoise(metrics::PointTree(std::move(points)));
}

TEST(SlightNoise, IsWhatWasAdded) {
    EXPECT_LT(noiseOf(0.0, 4096), 1e-9);
    for (const double noise : {0.0005, 0.001, 0.002}) EXPECT_NEAR(noiseOf(noise, 4096) / noise, 1.0, 0.25) << noise;
    EXPECT_NEAR(noiseOf(0.0005, 16384) / 0.0005, 1.0, 0.25);
}

TEST(SlightNoise, IsNotToldWherePointsAreAsNearToEachOther) {
    EXPECT_TRUE(std::isinf(noiseOf(0.01, 4096)));
    EXPECT_TRUE(std::isinf(noiseOf(0.005, 16384)));
}

TEST(SlightNoise, OfNoPointsIsUnknown) { EXPECT_TRUE(std::isinf(slightNoise(metrics::PointTree({{0, 0, 0}})))); }

}  // namespace
}  // namespace img2cadseq
