// Lengths that the user measured: what is taken for them, and what comes of them.

#include <gtest/gtest.h>

#include "infer/support.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

ReconstructOptions withSides(const std::string& text) {
    ReconstructOptions options;
    options.sidesMm = text;
    return options;
}

TEST(TrueSides, AreReadInAnyOrder) {
    for (const char* text : {"40,25,8", " 8, 40 ,25 ", "25,8.0,4e1", "40 x 25 x 8", "8x25x40", "40 25 8"})
        EXPECT_EQ(withSides(text).sides(), (Vec3{40, 25, 8})) << text;
    EXPECT_EQ(withSides("8,40,25").longestMm(), 40.0);
    ReconstructOptions longestAlone;
    longestAlone.sizeMm = 70;
    EXPECT_EQ(longestAlone.longestMm(), 70.0);
}

TEST(TrueSides, AnythingElseIsNone) {
    for (const char* text : {"", "40", "40,25", "40,25,8,1", "40,25,", "a,b,c", "0,25,8", "-40,25,8", "nan,25,8",
                             "inf,25,8", "2e6,25,8", "40,25,8 mm"})
        EXPECT_FALSE(withSides(text).sides()) << text;
}

TEST(TrueSides, WhatIsNoneIsToldBeforeAnythingIsRead) {
    ReconstructInput input;
    input.path = "/nowhere/picture.png";
    const auto events = eventsOf(*loadReconstructor(), input, withSides("40,25"));
    const auto* failed = std::get_if<Failed>(&events.back());
    ASSERT_TRUE(failed);
    EXPECT_EQ(failed->code, ErrorCode::Usage);
    EXPECT_EQ(failed->what, "--sides-mm cannot be '40,25'");
    EXPECT_FALSE(failed->hint.empty());
}

TEST(TrueSides, SetTheScaleOfACloud) {
    const TemporaryFolder folder;
    ReconstructInput input;
    input.path = folder / "plate.xyz";
    writeXyz(input.path, plateWithBoss(), 4000);
    ReconstructOptions options = withSides("30,90,50");
    options.samples = 2;
    auto events = eventsOf(*loadReconstructor(), input, options);
    ASSERT_TRUE(std::holds_alternative<Finished>(events.back()));
    const Reconstruction result = std::get<Finished>(std::move(events.back())).result;
    EXPECT_TRUE(result.scaleKnown);
    ASSERT_FALSE(result.ranked.empty());
    const Vec3 size = result.ranked.front().size;
    EXPECT_NEAR(std::max({size.x, size.y, size.z}), 90.0, 1e-6);
}

}  // namespace
}  // namespace img2cadseq::test
