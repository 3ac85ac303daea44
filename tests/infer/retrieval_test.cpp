#include "infer/retrieval.h"

#include <cmath>
#include <fstream>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "cad/json.h"
#include "cad/transform.h"
#include "cad/validity.h"
#include "core/error.h"
#include "core/file.h"
#include "csg/fill.h"
#include "csg/solid.h"
#include "geometry/rotations.h"
#include "support/data.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kFew = 300;
constexpr uint64_t kSeed = kRetrievalSeed;

PointCloud cloudOf(const CadSequence& part, size_t count = 4096) {
    PointCloud cloud;
    cloud.positions = csg::cloudOf(csg::Solid(part).sampleSurface(count, Random(77))).positions;
    return cloud;
}

const PartIndex& fewParts() {
    static const PartIndex index = PartIndex::make(kFew, kSeed, 1);
    return index;
}

TEST(PartTurn, AreTheFortyEightSymmetriesOfTheCube) {
    std::set<std::array<double, 3>> images;
    for (int i = 0; i < kPartTurns; ++i) {
        const PartTurn turn = partTurn(i);
        const Vec3 p = turn.apply({1, 2, 3});
        images.insert({p.x, p.y, p.z});
        EXPECT_EQ(inverse(turn).apply(p), (Vec3{1, 2, 3}));
        EXPECT_EQ(inverse(turn).mirror, turn.mirror);
    }
    EXPECT_EQ(images.size(), 48u);
}

TEST(PartIndex, FindsItsOwnPartsTurnedMirroredMovedAndScaled) {
    int right = 0;
    constexpr int kAsked = 20;
    for (int i = 0; i < kAsked; ++i) {
        const uint64_t number = static_cast<uint64_t>(i) * 14;
        CadSequence part = synth::makePart(kSeed, number).sequence;
        if (i % 2) part = mirrored(part, 1);
        part = translated(scaled(turned(part, (i * 5) % 24), 3.0), {10, -20, 5});
        const Box3 box = boundingBox(part);
        const auto found = fewParts().nearest(cloudOf(part), box.center(), box.size(), 3);
        ASSERT_FALSE(found.empty());
        EXPECT_TRUE(isValid(found.front().sequence));
        if (found.front().index != number) continue;
        // Back where the query lies: the same solid.
        const csg::Solid truth(part), answer(found.front().sequence);
        Random random(9);
        int differ = 0;
        for (int k = 0; k < 500; ++k) {
            const Vec3 s = box.size();
            const Vec3 p = box.low + Vec3{random.uniform() * s.x, random.uniform() * s.y, random.uniform() * s.z};
            differ += truth.inside(p) != answer.inside(p);
        }
        right += differ <= 25;
    }
    EXPECT_GE(right, kAsked * 9 / 10);
}

TEST(PartIndex, FindsItsOwnPartsByTheirOccupancy) {
    int right = 0;
    constexpr int kAsked = 20, kSide = 24;
    for (int i = 0; i < kAsked; ++i) {
        const uint64_t number = static_cast<uint64_t>(i) * 14;
        CadSequence part = synth::makePart(kSeed, number).sequence;
        if (i % 2) part = mirrored(part, 1);
        part = turned(part, (i * 5) % 24);
        const Vec3 size = boundingBox(part).size();
        const auto field = csg::fillOf(csg::Solid(part), size, kSide).cells;
        const auto found = fewParts().overlapping(field, kSide, size, 3);
        ASSERT_FALSE(found.empty());
        EXPECT_TRUE(isValid(found.front().sequence));
        right += found.front().index == number;
    }
    EXPECT_GE(right, kAsked * 9 / 10);
    EXPECT_THROW(fewParts().overlapping(std::vector<float>(8, 2.0f), 2, {1, 1, 1}, 3), Error);
    EXPECT_THROW(fewParts().overlapping(std::vector<float>(8, 0.5f), 3, {1, 1, 1}, 3), Error);
}

TEST(PartIndex, FindsThemThroughNoiseAndMissingPoints) {
    int right = 0;
    constexpr int kAsked = 15;
    for (uint64_t i = 0; i < kAsked; ++i) {
        const CadSequence part = synth::makePart(kSeed, i * 9 + 1).sequence;
        PointCloud cloud;
        Random random(i);
        for (const auto& sample : csg::Solid(part).sampleSurface(4096, Random(3)))
            // Half of what looks away from the corner view is lost, as where nothing was seen.
            if (dot(sample.normal, Vec3{1, 1, 1}) > 0 || random.chance(0.5))
                cloud.positions.push_back(
                    cast<float>(sample.position + Vec3{random.normal(), random.normal(), random.normal()} * 0.01));
        const Vec3 size = boundingBox(part).size();
        for (const auto& one : fewParts().nearest(cloud, {}, size, 3)) right += one.index == i * 9 + 1;
    }
    EXPECT_GE(right, kAsked * 7 / 10);
}

TEST(PartIndex, AnswersAreOrderedStretchedToTheBoxAndTheSameAgain) {
    const CadSequence part = synth::makePart(synth::kTestSeed, 5).sequence;
    const Vec3 size = boundingBox(part).size();
    const PointCloud cloud = cloudOf(part);
    const auto found = fewParts().nearest(cloud, {}, size, 8);
    const auto again = PartIndex::make(kFew, kSeed, 2).nearest(cloud, {}, size, 8);
    ASSERT_EQ(found.size(), again.size());
    for (size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].sequence, again[i].sequence);
        EXPECT_TRUE(isValid(found[i].sequence));
        if (i) {
            EXPECT_LE(found[i - 1].distance, found[i].distance);
        }
    }
    const auto fewer = fewParts().nearest(cloud, {}, size, 2);
    ASSERT_EQ(fewer.size(), 2u);
    EXPECT_EQ(fewer[1].sequence, found[1].sequence);
}

TEST(PartIndex, RefusesWhatIsNoCloud) {
    EXPECT_TRUE(fewParts().nearest({}, {}, {1, 1, 1}, 4).empty());
    PointCloud cloud;
    cloud.positions = {{0, 0, 0}, {NAN, 0, 0}};
    EXPECT_THROW(fewParts().nearest(cloud, {}, {1, 1, 1}, 4), Error);
    cloud.positions = {{0, 0, 0}};
    EXPECT_THROW(fewParts().nearest(cloud, {}, {1, 0, 1}, 4), Error);
    EXPECT_NO_THROW(fewParts().nearest(cloud, {}, {1, 1, 1}, 4));
}

TEST(PartIndexFile, IsKeptAndMadeAgainWhereDamagedOrOfOtherParts) {
    test::TemporaryFolder folder;
    const auto file = folder / "cache/parts.bin";
    EXPECT_EQ(PartIndex::open(file, 50, kSeed, 1).size(), 50u);
    const std::string good = readFile(file);
    const auto untouched = std::filesystem::last_write_time(file);
    EXPECT_EQ(PartIndex::open(file, 50, kSeed, 1).size(), 50u);
    EXPECT_EQ(std::filesystem::last_write_time(file), untouched);

    std::string flipped = good;
    flipped[good.size() / 2] ^= 1;
    std::string later = good;
    later[8] ^= 1;  // its version
    for (const std::string& bad : {flipped, later, good.substr(0, good.size() - 1), good + "x", std::string("no")}) {
        std::ofstream(file, std::ios::binary) << bad;
        EXPECT_EQ(PartIndex::open(file, 50, kSeed, 1).size(), 50u);
        EXPECT_EQ(readFile(file), good);
    }
    EXPECT_EQ(PartIndex::open(file, 40, kSeed, 1).size(), 40u);
    EXPECT_NE(readFile(file), good);
}

TEST(PartIndexFile, TwoMayMakeItAtOnceAndNoneMayWriteIt) {
    test::TemporaryFolder folder;
    const auto file = folder / "parts.bin";
    std::thread other([&] { PartIndex::open(file, 50, kSeed, 1); });
    PartIndex::open(file, 50, kSeed, 1);
    other.join();
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    EXPECT_EQ(PartIndex::open("/proc/nowhere/parts.bin", 50, kSeed, 1).size(), 50u);
}

TEST(PartIndex, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(PartIndex::make(50, kSeed, 1, stop.get_token()), Error);
}

}  // namespace
}  // namespace img2cadseq::infer
