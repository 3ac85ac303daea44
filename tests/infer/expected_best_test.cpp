#include "infer/expected_best.h"

#include <gtest/gtest.h>

namespace img2cadseq::infer {
namespace {

std::vector<bool> cells(size_t from, size_t to) {
    std::vector<bool> out(100, false);
    for (size_t i = from; i < to; ++i) out[i] = true;
    return out;
}

TEST(ExpectedBest, TheMiddleOfTheGreatestGroupComesFirstAndThenTheOtherGroup) {
    // Five around 0..40, of which the third is in the middle, two alike at 60..90, one alone.
    const std::vector<std::vector<bool>> inside{cells(0, 34), cells(0, 37),  cells(0, 40),  cells(0, 43),
                                                cells(0, 46), cells(60, 90), cells(60, 90), cells(94, 99)};
    const std::vector<size_t> order = byExpectedBest(inside);
    ASSERT_EQ(order.size(), inside.size());
    EXPECT_EQ(order[0], 2u);
    EXPECT_EQ(order[1], 5u);
    // The twin adds nothing, and one alone stands for none but itself, which is no evidence.
    EXPECT_EQ(order[6], 6u);
    EXPECT_EQ(order[7], 7u);
}

TEST(ExpectedBest, OfNoneThereIsNone) { EXPECT_TRUE(byExpectedBest({}).empty()); }

}  // namespace
}  // namespace img2cadseq::infer
