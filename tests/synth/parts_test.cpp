#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "cad/validity.h"
#include "core/error.h"
#include "core/parallel.h"
#include "csg/solid.h"
#include "synth/canonical.h"
#include "synth/part.h"
#include "synth/part_check.h"
#include "synth/part_repeats.h"
#include "synth/shape_hash.h"

namespace img2cadseq::synth {
namespace {

/// Greatest distance between points of two sequences drawn in the same order; infinite where their structure differs.
double difference(const CadSequence& a, const CadSequence& b) {
    constexpr double kOther = std::numeric_limits<double>::infinity();
    double most = 0.0;
    const auto compare = [&](const Loop& p, const Loop& q) {
        if (p.curves.size() != q.curves.size()) return void(most = kOther);
        for (size_t i = 0; i < p.curves.size(); ++i) {
            if (p.curves[i].index() != q.curves[i].index()) return void(most = kOther);
            for (const double s : {0.0, 0.5, 1.0})
                most = std::max(most, norm(pointAt(p.curves[i], s) - pointAt(q.curves[i], s)));
        }
    };
    if (a.blocks.size() != b.blocks.size()) return kOther;
    for (size_t k = 0; k < a.blocks.size(); ++k) {
        const ExtrudeBlock &x = a.blocks[k], &y = b.blocks[k];
        if (x.op != y.op || !(x.sketch.plane == y.sketch.plane) || x.sketch.profiles.size() != y.sketch.profiles.size())
            return kOther;
        most = std::max({most, std::abs(x.extent.low - y.extent.low), std::abs(x.extent.high - y.extent.high)});
        for (size_t i = 0; i < x.sketch.profiles.size(); ++i) {
            const Profile &p = x.sketch.profiles[i], &q = y.sketch.profiles[i];
            if (p.holes.size() != q.holes.size()) return kOther;
            compare(p.outer, q.outer);
            for (size_t h = 0; h < p.holes.size(); ++h) compare(p.holes[h], q.holes[h]);
        }
    }
    return most;
}

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
            EXPECT_TRUE(check(part.sequence).empty()) << family;
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
        EXPECT_LT(difference(again, part), 1e-9) << index << " " << part.name;
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

TEST(Parts, RepeatsAreTheSameInPieces) {
    const std::vector<bool> whole = PartRepeats(3, 0, 1).next(3000);
    DuplicateFilter filter;
    for (uint64_t index = 0; index < whole.size(); ++index)
        EXPECT_EQ(whole[index], !filter.isNew(makePart(3, index).sequence)) << index;
    PartRepeats later(3, 1000, 2);
    std::vector<bool> pieces = later.next(500);
    const std::vector<bool> rest = later.next(1500);
    pieces.insert(pieces.end(), rest.begin(), rest.end());
    EXPECT_EQ(pieces, std::vector<bool>(whole.begin() + 1000, whole.end()));
    EXPECT_NE(std::count(whole.begin(), whole.end(), true), 0);
}

}  // namespace
}  // namespace img2cadseq::synth
