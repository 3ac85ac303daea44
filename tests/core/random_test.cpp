#include "core/random.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

TEST(Random, MatchesTheKnownAnswersOfPhilox) {
    // Known-answer vector of Philox4x32-10 for counter 0, key 0, published with Random123.
    Random random(0, 0);
    EXPECT_EQ(random.bits(), 0x6627e8d5u);
    EXPECT_EQ(random.bits(), 0xe169c58du);
    EXPECT_EQ(random.bits(), 0xbc57ac4cu);
    EXPECT_EQ(random.bits(), 0x9b00dbd8u);
}

TEST(Random, StreamsAreIndependentOfDrawOrder) {
    Random parent(5, 3);
    const uint32_t before = parent.child(17).bits();
    EXPECT_NE(before, parent.child(18).bits());
    Random other(5, 3);
    EXPECT_EQ(other.child(17).bits(), before);
    EXPECT_NE(Random(5, 4).bits(), Random(5, 3).bits());
}

TEST(Random, MomentsAreRight) {
    Random random(11);
    const int count = 200000;
    double sum = 0, squares = 0, uniform = 0;
    for (int i = 0; i < count; ++i) {
        const double n = random.normal();
        sum += n;
        squares += n * n;
        uniform += random.uniform();
    }
    EXPECT_NEAR(sum / count, 0.0, 0.01);
    EXPECT_NEAR(squares / count, 1.0, 0.02);
    EXPECT_NEAR(uniform / count, 0.5, 0.005);
    int least = 9, most = -9;
    for (int i = 0; i < 1000; ++i) {
        const int k = random.integer(-2, 3);
        least = std::min(least, k);
        most = std::max(most, k);
    }
    EXPECT_EQ(least, -2);
    EXPECT_EQ(most, 3);
}

}  // namespace
}  // namespace img2cadseq
