#include "infer/aligned_index.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "core/error.h"
#include "csg/solid.h"
#include "infer/aligned_parts.h"
#include "support/data.h"
#include "synth/part.h"

namespace img2cadseq::infer {
namespace {

constexpr size_t kFew = 200;

std::filesystem::path models() { return std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models"; }

std::shared_ptr<const nn::Aligner> aligner() {
    static const auto shipped = std::make_shared<const nn::Aligner>(models());
    return shipped;
}

PointCloud cloudOf(const CadSequence& part) {
    PointCloud cloud;
    cloud.positions = csg::cloudOf(csg::Solid(part).sampleSurface(4096, Random(31))).positions;
    return cloud;
}

double overlapOf(const CadSequence& a, const CadSequence& b, const Vec3& size) {
    const csg::Solid first(a), second(b);
    Random random(9);
    int both = 0, any = 0;
    for (int i = 0; i < 4000; ++i) {
        const Vec3 p{random.uniform(-0.5, 0.5) * size.x, random.uniform(-0.5, 0.5) * size.y,
                     random.uniform(-0.5, 0.5) * size.z};
        const bool x = first.inside(p), y = second.inside(p);
        both += x && y;
        any += x || y;
    }
    return any > 0 ? static_cast<double>(both) / any : 0.0;
}

TEST(AlignedIndex, FindsTheShapeOfACloud) {
    const test::TemporaryFolder folder;
    const AlignedIndex index = AlignedIndex::open(folder / "index.bin", aligner(), "one", kFew);
    ASSERT_EQ(index.size(), kFew);
    int found = 0;
    constexpr int kAsked = 12;
    for (int i = 0; i < kAsked; ++i) {
        CadSequence part = synth::makePart(kRetrievalSeed, static_cast<uint64_t>(i) * 16).sequence;
        if (i % 2) part = turned(mirrored(part, 0), i % 24);
        const Box3 box = boundingBox(part);
        part = translated(part, box.center() * -1.0);
        const PointCloud cloud = cloudOf(part);
        nn::Evidence evidence;
        evidence.cloud = &cloud;
        const auto nearest = index.nearest(evidence, box.size(), 8);
        ASSERT_FALSE(nearest.empty());
        double best = 0.0;
        for (const CadSequence& one : nearest) {
            best = std::max(best, overlapOf(part, one, box.size()));
            // About: arcs are not stretched exactly.
            EXPECT_NEAR(boundingBox(one).size().x, box.size().x, 0.15 * box.size().x);
            EXPECT_NEAR(boundingBox(one).center().z, 0.0, 0.1);
        }
        found += best > 0.9;
    }
    EXPECT_GE(found, kAsked * 2 / 3);
}

TEST(AlignedIndex, IsKeptForTheSameWeightsAlone) {
    const test::TemporaryFolder folder;
    const auto file = folder / "below" / "index.bin";
    AlignedIndex::open(file, aligner(), "one", 64);
    const auto written = std::filesystem::last_write_time(file);
    AlignedIndex::open(file, aligner(), "one", 64);
    EXPECT_EQ(std::filesystem::last_write_time(file), written);
    AlignedIndex::open(file, aligner(), "another", 64);
    EXPECT_NE(std::filesystem::last_write_time(file), written);
}

TEST(AlignmentNetwork, IsNoneWhereThereAreNoWeightsAndRefusesBadOnes) {
    const test::TemporaryFolder folder;
    AlignmentNetwork network{kAlignmentFile};
    EXPECT_EQ(network.load({}), nullptr);
    EXPECT_EQ(network.load(folder / "."), nullptr);
    std::ofstream(folder / "alignment.safetensors") << "no weights";
    EXPECT_THROW(network.load(folder / "."), Error);
    const auto shipped = network.load(models());
    ASSERT_NE(shipped, nullptr);
    EXPECT_EQ(shipped, network.load(models()));
    EXPECT_EQ(shipped->hashes().at("alignment.safetensors").size(), 64u);
}

}  // namespace
}  // namespace img2cadseq::infer
