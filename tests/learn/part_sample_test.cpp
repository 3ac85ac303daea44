#include "learn/part_sample.h"

#include <gtest/gtest.h>

#include "csg/solid.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

TEST(PartSample, IsTheSameAgain) {
    SampleOptions options;
    for (uint64_t i = 0; i < 20; ++i) {
        const PartSample a = makePartSample(options, i), b = makePartSample(options, i);
        EXPECT_EQ(a.sequence, b.sequence);
        EXPECT_EQ(a.cloud.positions, b.cloud.positions);
    }
}

TEST(PartSample, CleanCloudsLieOnTheirParts) {
    SampleOptions options;
    options.clean = 1.0;
    for (uint64_t i = 0; i < 30; ++i) {
        const PartSample sample = makePartSample(options, i);
        const csg::Solid solid(sample.sequence);
        int off = 0;
        for (size_t k = 0; k < sample.cloud.size(); k += 50) {
            // A surface point has the inside on one side and the outside on the other, a little way off.
            const Vec3 p = sample.pose.rotation * cast<double>(sample.cloud.positions[k]);
            bool in = false, out = false;
            for (const double d : {-0.004, 0.004}) {
                for (int axis = 0; axis < 3; ++axis) {
                    Vec3 q = p;
                    q[axis] += d;
                    (solid.inside(q) ? in : out) = true;
                }
            }
            off += !(in && out);
        }
        EXPECT_LT(off, 4) << sample.family << ' ' << i;
    }
}

TEST(PartSample, DamageLeavesACloud) {
    SampleOptions options;
    options.clean = 0.0;
    for (uint64_t i = 0; i < 60; ++i) {
        const PartSample sample = makePartSample(options, i);
        EXPECT_GE(sample.cloud.size(), 64u);
        for (const Vec3f& p : sample.cloud.positions) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z));
    }
}

}  // namespace
}  // namespace img2cadseq::learn
