#include "fit/patches.h"

#include <cmath>

#include <gtest/gtest.h>

namespace img2cadseq {
namespace {

struct Bump {
    double x, y, height, width;
};

/// The highest of some bell-shaped bumps at each pixel, over a plain.
FloatMap landscape(const std::vector<Bump>& bumps, float plain) {
    FloatMap map(64, 64, plain);
    for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
            for (const Bump& b : bumps) {
                const double d = std::hypot(x + 0.5 - b.x, y + 0.5 - b.y) / b.width;
                map.at(x, y) = std::max(map.at(x, y), static_cast<float>(b.height * std::exp(-d * d)));
            }
    return map;
}

Vec2 middle(const Patch& patch) {
    Vec2 sum;
    for (const Vec2& p : patch) sum = sum + p;
    return sum / static_cast<double>(patch.size());
}

TEST(Patches, HillsThatHangTogetherAreParted) {
    const FloatMap map = landscape({{20, 32, 0.9, 8}, {42, 32, 0.6, 8}}, 0.4f);
    EXPECT_EQ(patchesOf(map, 0.3f).size(), 1u);
    const auto hills = hillsOf(map, 0.3f, 0.25f, 10.0);
    ASSERT_EQ(hills.size(), 2u);
    const Vec2 a = middle(hills[0]), b = middle(hills[1]);
    EXPECT_NEAR(std::min(a.x, b.x), 20.0, 2.0);
    // The second takes in the plain, which is over half of its peak, but none of the other hill.
    EXPECT_GT(std::max(a.x, b.x), 30.0);
}

TEST(Patches, OfAHillWhatIsOverHalfOfItsPeak) {
    const auto hills = hillsOf(landscape({{32, 32, 0.8, 10}}, 0.0f), 0.1f, 0.25f, 10.0);
    ASSERT_EQ(hills.size(), 1u);
    const double radius = 10.0 * std::sqrt(std::log(2.0));
    EXPECT_NEAR(static_cast<double>(hills[0].size()), 3.14159265 * radius * radius, 12.0);
}

TEST(Patches, BumpsAndSpecksAreNoHillsOfTheirOwn) {
    // A shoulder that stands out by less than a quarter, and a narrow spike.
    const FloatMap map = landscape({{28, 32, 0.9, 12}, {40, 32, 0.6, 6}, {20, 32, 0.85, 0.4}}, 0.0f);
    EXPECT_EQ(hillsOf(map, 0.2f, 0.25f, 10.0).size(), 1u);
    EXPECT_TRUE(hillsOf(FloatMap(64, 64, 0.1f), 0.2f, 0.25f, 10.0).empty());
}

}  // namespace
}  // namespace img2cadseq
