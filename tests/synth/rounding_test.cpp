#include "synth/rounding.h"

#include <gtest/gtest.h>

#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq::synth {
namespace {

/// A made part seen so that ridges run through its picture.
Sample seen(uint64_t index) {
    SampleOptions options;
    options.size = 128;
    options.points = 0;
    options.picture = false;
    return makeSample(kTestSeed, index, options);
}

TEST(Rounding, TurnsNormalsOverAtRidgesAndNowhereElse) {
    int ridges = 0, far = 0;
    for (uint64_t index = 0; index < 6; ++index) {
        const Buffers b = seen(index).buffers;
        const NormalMap rounded = roundedNormals(b, 4.0f);
        for (int y = 8; y < b.height() - 8; ++y)
            for (int x = 8; x < b.width() - 8; ++x) {
                if (!b.mask.at(x, y)) continue;
                EXPECT_NEAR(norm(rounded.at(x, y)), 1.0f, 1e-4f);
                bool near = false, others = false;
                for (int v = -7; v <= 7; ++v)
                    for (int u = -7; u <= 7; ++u) {
                        const auto edge = static_cast<Edge>(b.edges.at(x + u, y + v));
                        near = near || edge == Edge::Ridge;
                        others = others || (edge != Edge::Ridge && edge != Edge::None) || !b.mask.at(x + u, y + v);
                    }
                const float same = dot(rounded.at(x, y), b.frontNormal.at(x, y));
                if (!near) {
                    EXPECT_GT(same, 0.9999f) << x << ' ' << y;
                    ++far;
                } else if (static_cast<Edge>(b.edges.at(x, y)) == Edge::Ridge && !others) {
                    ridges += same < 0.99f;
                }
            }
    }
    EXPECT_GT(far, 1000);
    EXPECT_GT(ridges, 50);
}

TEST(Rounding, AWiderRadiusTurnsMore) {
    const Buffers b = seen(0).buffers;
    double turned[2] = {0.0, 0.0};
    for (int k = 0; k < 2; ++k) {
        const NormalMap rounded = roundedNormals(b, k == 0 ? 2.0f : 8.0f);
        for (int y = 0; y < b.height(); ++y)
            for (int x = 0; x < b.width(); ++x)
                if (b.mask.at(x, y)) turned[k] += 1.0 - dot(rounded.at(x, y), b.frontNormal.at(x, y));
    }
    EXPECT_GT(turned[1], 1.5 * turned[0]);
}

}  // namespace
}  // namespace img2cadseq::synth
