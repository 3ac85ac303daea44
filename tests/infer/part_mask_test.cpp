// The shipped lifter's idea of which pixels are the part.

#include "infer/part_mask.h"

#include <iostream>

#include <gtest/gtest.h>

#include "photo/drawn_masks.h"
#include "synth/part.h"
#include "synth/sample.h"

namespace img2cadseq::infer {
namespace {

const nn::PictureLifter& lifter() {
    static const nn::PictureLifter loaded(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models" /
                                          "lifter.safetensors");
    return loaded;
}

TEST(PartMask, AgreesWithThoseDrawnByHandBetterThanContrastAlone) {
    constexpr double kFloor = 0.89;
    const auto drawn = test::drawnMasks();
    if (drawn.empty()) GTEST_SKIP() << "no photographs at " << test::sharedData("photos");
    double seen = 0.0, contrast = 0.0;
    for (const test::DrawnMask& one : drawn) {
        const Photo photo = readPhoto(one.photograph);
        const double here = test::agreement(one, partMask(photo, {}, &lifter(), "")),
                     alone = test::agreement(one, partMask(photo, {}, nullptr, ""));
        std::cout << one.photograph.stem().string() << "  " << here << "  contrast alone " << alone << std::endl;
        seen += here / static_cast<double>(drawn.size());
        contrast += alone / static_cast<double>(drawn.size());
    }
    std::cout << "mean  " << seen << "  contrast alone " << contrast << std::endl;
    EXPECT_GT(seen, kFloor);
    EXPECT_GT(seen, contrast);
}

Photo squareOn(Rgb ground, int noise) {
    Photo photo;
    photo.image = Image(96, 80, ground);
    unsigned state = 1;
    for (Rgb& p : photo.image.data) {
        state = state * 1664525u + 1013904223u;
        const int shift = noise ? static_cast<int>(state >> 16) % noise : 0;
        p = {static_cast<uint8_t>(p.r - shift), static_cast<uint8_t>(p.g - shift), static_cast<uint8_t>(p.b - shift)};
    }
    for (int y = 25; y < 55; ++y)
        for (int x = 30; x < 66; ++x) photo.image.at(x, y) = {200, 40, 30};
    return photo;
}

TEST(PartMask, WhatIsGivenStaysAsItIs) {
    const Photo photo = squareOn({240, 240, 240}, 40);
    MaskPrompt prompt;
    prompt.given = Mask(96, 80);
    prompt.given->at(3, 4) = 255;
    EXPECT_EQ(partMask(photo, prompt, &lifter(), "").data, prompt.given->data);
    prompt.given->at(3, 4) = 0;
    EXPECT_ANY_THROW(partMask(photo, prompt, &lifter(), "empty.png"));
}

TEST(PartMask, OnADrawnGroundContrastDecides) {
    const Photo drawn = squareOn({240, 240, 240}, 0);
    EXPECT_TRUE(hasDrawnGround(drawn.image));
    EXPECT_FALSE(hasDrawnGround(squareOn({240, 240, 240}, 90).image));
    EXPECT_EQ(partMask(drawn, {}, &lifter(), "").data, segmentByBorder(drawn.image).data);
}

/// Made photographs in which the contrast to the border finds something else than the part.
TEST(PartMask, TheLifterLooksBeyondWhatStandsOut) {
    for (const uint64_t index : {98013u, 98031u, 98045u}) {
        synth::SampleOptions how;
        how.size = 512;
        how.points = 0;
        how.photographs = 1.0;
        const synth::Sample made = synth::makeSample(synth::kValidationSeed, index, how);
        Photo photo;
        photo.image = made.picture.image;
        const double contrast = maskIou(segmentByBorder(photo.image), made.picture.mask);
        const double here = maskIou(partMask(photo, {}, &lifter(), ""), made.picture.mask);
        EXPECT_LT(contrast, 0.5) << index;
        EXPECT_GT(here, 0.6) << index;
    }
}

}  // namespace
}  // namespace img2cadseq::infer
