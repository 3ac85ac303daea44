#include "learn/picture_part.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "csg/solid.h"

namespace img2cadseq::learn {
namespace {

const nn::PictureLifter& lifter() {
    static const nn::PictureLifter shipped(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models" /
                                           "lifter.safetensors");
    return shipped;
}

std::vector<PartSample> samples(uint64_t first, uint64_t last) {
    std::vector<PartSample> all;
    for (uint64_t i = first; i < last; ++i)
        for (PartSample& sample : makePictureParts({}, lifter(), i)) all.push_back(std::move(sample));
    return all;
}

/// Mean distance of the cloud, in the part's frame, from the part.
double farOff(const PartSample& sample, const csg::Solid& part) {
    double sum = 0.0, count = 0.0;
    for (size_t k = 0; k < sample.cloud.size(); k += 16, ++count)
        sum += std::abs(part.distance(sample.pose.rotation * cast<double>(sample.cloud.positions[k])).value);
    return sum / count;
}

TEST(PicturePart, IsTheSameAgain) {
    const auto once = samples(3, 4), again = samples(3, 4);
    ASSERT_FALSE(once.empty());
    ASSERT_EQ(once.size(), again.size());
    for (size_t i = 0; i < once.size(); ++i) {
        EXPECT_EQ(once[i].sequence, again[i].sequence);
        EXPECT_EQ(once[i].cloud.positions, again[i].cloud.positions);
        EXPECT_EQ(once[i].edges.positions, again[i].edges.positions);
    }
}

TEST(PicturePart, CloudsLieOnTheirOwnPartRatherThanOnAnother) {
    const auto all = samples(0, 12);
    ASSERT_GT(all.size(), 16u);
    double own = 0.0, other = 0.0;
    for (size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(all[i].cloud.size(), 4096u);
        EXPECT_EQ(all[i].edges.positions.size(), all[i].edges.confidence.size());
        own += farOff(all[i], csg::Solid(all[i].sequence));
        other += farOff(all[i], csg::Solid(all[(i + 3) % all.size()].sequence));
    }
    EXPECT_LT(own / static_cast<double>(all.size()), 0.08);
    EXPECT_LT(own, 0.7 * other);
}

}  // namespace
}  // namespace img2cadseq::learn
