#include <algorithm>
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "csg/solid.h"
#include "infer/candidate_source.h"
#include "infer/judged.h"
#include "infer/readings.h"
#include "infer/view_window.h"
#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq::infer {
namespace {

Observation likely(double probability) {
    Observation observation;
    observation.share = probability;
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

const nn::PictureLifter& lifter() {
    static const nn::PictureLifter one(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models" / "lifter.safetensors");
    return one;
}

/// Readings of a picture of a made plate of 1 x 0.6 x 0.08.
std::vector<Observation> readingsOfPlate(uint64_t index, const std::optional<Vec3>& known, unsigned threads = 1) {
    synth::SampleOptions how;
    how.size = nn::PictureLifter::kPictureSide;
    how.points = 0;
    how.fillLow = how.fillHigh = 0.75;
    how.photographs = 0.0;
    const synth::Sample sample = synth::sampleOf(boxSequence({1.0, 0.6, 0.08}), synth::kTestSeed, index, how);
    View view;
    view.mask = Mask(kViewSide, kViewSide);
    for (int y = 0; y < kViewSide; ++y)
        for (int x = 0; x < kViewSide; ++x) view.mask.at(x, y) = sample.picture.mask.at(2 * x, 2 * y);
    return readingsOf(lifter(), lifter().lift(sample.picture.image, sample.picture.mask), view, known, threads);
}

/// What the shipped lifter says of a made plate, and the readings of it.
TEST(Readings, OfAPictureBestFirstWithThinnerOnesAmongThem) {
    double nearest = 1e9;
    for (uint64_t index = 0; index < 4; ++index) {
        const auto readings = readingsOfPlate(index, {});
        ASSERT_FALSE(readings.empty());
        ASSERT_LE(readings.size(), 3u);
        EXPECT_DOUBLE_EQ(readings.front().share, 1.0);
        for (size_t i = 0; i < readings.size(); ++i) {
            const Observation& one = readings[i];
            if (i > 0) {
                EXPECT_LE(one.share, readings[i - 1].share);
            }
            EXPECT_NEAR(std::max({one.boxSize.x, one.boxSize.y, one.boxSize.z}), 1.0, 1e-9);
            ASSERT_TRUE(one.view && one.occupancy);
            EXPECT_EQ(one.occupancy->boxSize, one.boxSize);
            EXPECT_FALSE(one.cloud.positions.empty());
            EXPECT_EQ(one.view->normals.width, kViewSide);
            const double least = std::min({one.boxSize.x, one.boxSize.y, one.boxSize.z});
            nearest = std::min(nearest, std::abs(std::log(least / 0.08)));
        }
    }
    EXPECT_LT(nearest, 0.5);  // one of them is about as thin as the plate
}

TEST(Readings, KnownSidesAreTakenInTheOrderThatIsSeen) {
    for (uint64_t index = 0; index < 3; ++index)
        for (const Observation& one : readingsOfPlate(index, Vec3{24, 300, 180})) {
            Vec3 sides = one.boxSize;
            EXPECT_TRUE(one.sidesKnown);
            EXPECT_EQ(one.guesses.front().boxSize, sides);
            std::sort(&sides.x, &sides.x + 3);
            EXPECT_NEAR(sides.x, 0.08, 1e-12);
            EXPECT_NEAR(sides.y, 0.6, 1e-12);
            EXPECT_DOUBLE_EQ(sides.z, 1.0);
        }
}

TEST(Readings, AreTheSameOnTwoThreads) {
    const auto one = readingsOfPlate(1, {}, 1), two = readingsOfPlate(1, {}, 2);
    ASSERT_EQ(one.size(), two.size());
    for (size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].share, two[i].share);
        EXPECT_EQ(one[i].boxSize, two[i].boxSize);
        EXPECT_EQ(one[i].cloud.positions, two[i].cloud.positions);
    }
}

TEST(Judged, GivesAConstructionTheSidesThatAreKnown) {
    Candidate plate;
    plate.sequence = boxSequence({1.0, 0.5, 0.1});
    plate.sequence.blocks[0].sketch.profiles[0].holes.push_back({{Circle{{0.2, 0.1}, 0.05}}});
    ASSERT_TRUE(giveSides(plate, {1.0, 0.6, 0.08}));
    const Vec3 sides = csg::Solid(plate.sequence).box().size();
    EXPECT_NEAR(sides.y / sides.x, 0.6, 1e-9);
    EXPECT_NEAR(sides.z / sides.x, 0.08, 1e-9);
    EXPECT_NEAR(sides.x * sides.y * sides.z, 0.05, 1e-9);  // as large in the picture as before
    const CadSequence before = plate.sequence;
    EXPECT_FALSE(giveSides(plate, {1.0, 0.1, 1.0}));  // a box is not stretched so far
    EXPECT_EQ(plate.sequence, before);
}

}  // namespace
}  // namespace img2cadseq::infer
