#include "synth/part.h"

#include <gtest/gtest.h>

#include <map>

#include "core/error.h"
#include "core/parallel.h"
#include "csg/solid.h"
#include "synth/canonical.h"
#include "synth/part_check.h"
#include "synth/shape_hash.h"

namespace img2cadseq::synth {
namespace {

TEST(Parts, AreTheSameOnAnyThread) {
    constexpr size_t kCount = 200;
    std::vector<Part> alone(kCount), together(kCount);
    parallelFor(kCount, 1, [&](size_t i) { alone[i] = makePart(5, i); });
    parallelFor(kCount, 3, [&](size_t i) { together[kCount - 1 - i] = makePart(5, kCount - 1 - i); });
    for (size_t i = 0; i < kCount; ++i) EXPECT_EQ(alone[i].sequence, together[i].sequence) << i;
}

TEST(Parts, EveryFamilyDrawsSoundNormalisedParts) {
    for (const std::string& family : familyNames()) {
        for (uint64_t index = 0; index < 10; ++index) {
            const Part part = makePart(family, kTestSeed, index);
            EXPECT_EQ(part.family, family);
            EXPECT_TRUE(checkPart(part.sequence).ok()) << family;
            const Box3 box = boundingBox(part.sequence);
            EXPECT_NEAR(box.longestSide(), 1.0, 1e-9) << family;
            EXPECT_NEAR(norm(box.center()), 0.0, 1e-9) << family;
        }
    }
    EXPECT_THROW(makePart("no such family", 0, 0), Error);
}

TEST(Parts, AreCanonicalAlready) {
    for (uint64_t index = 0; index < 300; ++index) {
        const CadSequence part = makePart(11, index).sequence;
        const CadSequence again = canonicalise(part);
        ASSERT_EQ(again.blocks.size(), part.blocks.size()) << index;
        EXPECT_EQ(again, part) << index << " " << part.name;
    }
}

TEST(Parts, FillTheBoxTheyClaimByTheExactField) {
    for (uint64_t index = 0; index < 60; ++index) {
        const CadSequence part = makePart(17, index).sequence;
        const Box3 exact = csg::Solid(part).box(), claimed = boundingBox(part);
        for (int i = 0; i < 3; ++i) {
            EXPECT_NEAR(exact.low[i], claimed.low[i], 1e-4) << index << " " << part.name;
            EXPECT_NEAR(exact.high[i], claimed.high[i], 1e-4) << index << " " << part.name;
        }
    }
}

TEST(Parts, DifferFromEachOther) {
    DuplicateFilter filter;
    size_t repeats = 0;
    for (uint64_t index = 0; index < 3000; ++index) repeats += !filter.isNew(makePart(3, index).sequence);
    EXPECT_LT(repeats, 60u);
}

}  // namespace
}  // namespace img2cadseq::synth
