#include <gtest/gtest.h>

#include "infer/candidate_source.h"

namespace img2cadseq::infer {
namespace {

Observation likely(double probability) {
    Observation observation;
    observation.probability = probability;
    return observation;
}

TEST(Readings, OneReadingHasAllSlots) {
    for (int slot = 0; slot < 5; ++slot) {
        const ReadingTurn turn = readingOf(slot, likely(0.8), {});
        EXPECT_EQ(turn.reading, 0u);
        EXPECT_EQ(turn.place, slot);
    }
}

TEST(Readings, SlotsAreSharedInProportion) {
    const std::vector<Observation> others{likely(0.3)};
    int given[2] = {};
    for (int slot = 0; slot < 12; ++slot) {
        const ReadingTurn turn = readingOf(slot, likely(0.6), others);
        ASSERT_LT(turn.reading, 2u);
        EXPECT_EQ(turn.place, given[turn.reading]++) << slot;  // none is left out, none is made twice
        if (slot == 0) {
            EXPECT_EQ(turn.reading, 0u);
        }
    }
    EXPECT_EQ(given[0], 8);
    EXPECT_EQ(given[1], 4);
}

TEST(Readings, OfTwoThatAreAlikeTheFirstBegins) {
    EXPECT_EQ(readingOf(0, likely(0.5), {likely(0.5)}).reading, 0u);
    EXPECT_EQ(readingOf(1, likely(0.5), {likely(0.5)}).reading, 1u);
}

}  // namespace
}  // namespace img2cadseq::infer
