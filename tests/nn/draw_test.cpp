#include "nn/draw.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq::nn {
namespace {

TEST(Draw, SharesFollowTheProbabilities) {
    const float logits[] = {std::log(0.5f), std::log(0.3f), std::log(0.2f)};
    Random random(1);
    int counts[3] = {};
    for (int i = 0; i < 20000; ++i) ++counts[drawFrom(logits, 3, {}, 1.0, 1.0, random).index];
    EXPECT_NEAR(counts[0] / 20000.0, 0.5, 0.02);
    EXPECT_NEAR(counts[1] / 20000.0, 0.3, 0.02);
    EXPECT_NEAR(counts[2] / 20000.0, 0.2, 0.02);
}

TEST(Draw, ForbiddenAndTruncatedEntriesNeverCome) {
    const float logits[] = {5.0f, 1.0f, 0.0f, -1.0f};
    Random random(2);
    for (int i = 0; i < 2000; ++i) {
        EXPECT_NE(drawFrom(logits, 4, {false, true, true, true}, 1.0, 1.0, random).index, 0);
        EXPECT_EQ(drawFrom(logits, 4, {}, 1.0, 0.5, random).index, 0);
    }
}

TEST(Draw, ColdDrawsTakeTheLikeliest) {
    const float logits[] = {0.0f, 0.2f, 0.1f};
    Random random(3);
    for (int i = 0; i < 500; ++i) EXPECT_EQ(drawFrom(logits, 3, {}, 1e-3, 1.0, random).index, 1);
    EXPECT_NEAR(sureness(logits, 3, {true, false, false}), 1.0, 1e-12);
}

}  // namespace
}  // namespace img2cadseq::nn
