#include "cad/stretch.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "cad/transform.h"
#include "cad/validity.h"
#include "csg/solid.h"
#include "synth/part.h"

namespace img2cadseq {
namespace {

ExtrudeBlock plate(double hole) {
    const Vec2 corners[] = {{-0.5, -0.3}, {0.5, -0.3}, {0.5, 0.3}, {-0.5, 0.3}};
    Loop outer;
    for (int i = 0; i < 4; ++i) outer.curves.push_back(Line{corners[i], corners[(i + 1) % 4]});
    ExtrudeBlock block;
    block.sketch.profiles.push_back({outer, {Loop{{Circle{{0.1, 0.0}, hole}}}}});
    block.extent = {-0.1, 0.1};
    return block;
}

TEST(Stretch, MovesFacesAndKeepsHolesRound) {
    const CadSequence part{{}, {plate(0.1)}};
    const auto out = stretched(part, {1.2, 0.9, 1.1});
    ASSERT_TRUE(out);
    const Vec3 size = boundingBox(*out).size();
    EXPECT_NEAR(size.x, 1.2, 1e-12);
    EXPECT_NEAR(size.y, 0.54, 1e-12);
    EXPECT_NEAR(size.z, 0.22, 1e-12);
    const auto& circle = std::get<Circle>(out->blocks[0].sketch.profiles[0].holes[0].curves[0]);
    EXPECT_NEAR(circle.center.x, 0.12, 1e-12);
    EXPECT_NEAR(circle.radius, 0.1 * std::sqrt(1.2 * 0.9), 1e-12);
}

TEST(Stretch, RefusesTooMuchAndWhatIsNoLongerValid) {
    EXPECT_FALSE(stretched({{}, {plate(0.1)}}, {1.7, 1.0, 1.0}));
    EXPECT_FALSE(stretched({{}, {plate(0.1)}}, {1.0, -1.0, 1.0}));
    // The hole grows by sqrt(1.5) across the narrow side and breaks out of it.
    EXPECT_TRUE(isValid({{}, {plate(0.29)}}));
    EXPECT_FALSE(stretched({{}, {plate(0.29)}}, {1.5, 1.0, 1.0}));
}

TEST(Stretch, EvenStretchIsScalingForAllKindsOfParts) {
    for (uint64_t i = 0; i < 200; ++i) {
        const CadSequence part = synth::makePart(synth::kTestSeed, i).sequence;
        const auto out = stretched(part, {1.25, 1.25, 1.25});
        ASSERT_TRUE(out) << i;
        const double volume = csg::Solid(part).volume();
        EXPECT_NEAR(csg::Solid(*out).volume(), volume * 1.25 * 1.25 * 1.25, 1e-4 * volume) << i;
    }
}

TEST(Stretch, UnevenStretchIsTheAffineImageOfPartsWithoutCircles) {
    int tried = 0;
    const Vec3 factors{1.2, 1.0, 0.9};
    for (uint64_t i = 0; tried < 20 && i < 1000; ++i) {
        const CadSequence part = synth::makePart(synth::kTestSeed, i).sequence;
        bool straight = true;
        for (const auto& block : part.blocks)
            for (const auto& profile : block.sketch.profiles) {
                const auto lines = [](const Loop& loop) {
                    return std::ranges::all_of(loop.curves,
                                               [](const Curve& c) { return std::holds_alternative<Line>(c); });
                };
                straight = straight && lines(profile.outer) && std::ranges::all_of(profile.holes, lines);
            }
        const auto out = straight ? stretched(part, factors) : std::nullopt;
        if (!out) continue;
        ++tried;
        const csg::Solid before(part), after(*out);
        Random random(i);
        for (int k = 0; k < 500; ++k) {
            const Vec3 p{random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5), random.uniform(-0.5, 0.5)};
            const Vec3 q{p.x * factors.x, p.y * factors.y, p.z * factors.z};
            EXPECT_EQ(before.inside(p), after.inside(q)) << i;
        }
    }
    EXPECT_EQ(tried, 20);
}

}  // namespace
}  // namespace img2cadseq
