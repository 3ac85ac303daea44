// Closer looks at real photographs with the shipped lifter: screws' holes that it hardly sees from afar.

#include <algorithm>
#include <array>
#include <map>

#include <gtest/gtest.h>

#include "infer/view_window.h"
#include "nn/picture_lifter.h"
#include "photo/crop.h"
#include "photo/drawn_masks.h"

namespace img2cadseq::infer {
namespace {

using nn::PictureLifter;

/// Where one looks through holes, found by eye; pixels of a crop of 256 a side.
const std::map<std::string, std::vector<Vec2>> kHoles{
    {"corner_holder_double_hand", {{76, 114}, {172, 147}}},
    {"futaba_lid_bottom", {{190, 162}, {44, 128}, {74, 84}}},
    {"table_foot_flange", {{76, 167}, {142, 207}, {182, 146}}},
    {"table_foot_flange_small", {{72, 182}, {146, 209}}},
    {"wire_holder_single", {{93, 125}}},
};

double mostNear(const FloatMap& map, const Vec2& place) {
    const double scale = map.width / 256.0;
    const int x = static_cast<int>(place.x * scale), y = static_cast<int>(place.y * scale), reach = map.width / 40;
    float most = 0.0f;
    for (int v = y - reach; v <= y + reach; ++v)
        for (int u = x - reach; u <= x + reach; ++u) most = std::max(most, map.at(u, v));
    return most;
}

TEST(CloseUp, ShowsHolesThatAreFaintFromAfar) {
    const PictureLifter lifter(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models" / "lifter.safetensors");
    int holes = 0, near = 0, afar = 0;
    for (const test::DrawnMask& one : test::drawnMasks()) {
        const auto known = kHoles.find(one.photograph.stem().string());
        if (known == kHoles.end()) continue;
        const Image photo = readPhoto(one.photograph).image;
        const FloatMap part = toFloat(one.truth);
        const CropWindow small = maskWindow(one.truth, kViewFill);
        const double larger = static_cast<double>(photo.width) / one.truth.width;
        const CropWindow window{small.corner * larger, small.side * larger};
        const auto maskOf = [&](int side) { return toMask(crop(part, small, side)); };
        const nn::LiftedPicture lifted =
            lifter.lift(crop(photo, window, PictureLifter::kPictureSide), maskOf(PictureLifter::kPictureSide));
        const nn::CloseUp close =
            lifter.closeUp(crop(photo, window, PictureLifter::kCloseSide), maskOf(PictureLifter::kCloseSide));
        ASSERT_EQ(close.openings.width, PictureLifter::kCloseMapSide);
        ASSERT_EQ(close.edge.height, PictureLifter::kCloseMapSide);
        for (const Vec2& place : known->second) {
            ++holes;
            near += mostNear(close.openings, place) > 0.3;
            afar += mostNear(lifted.openings, place) > 0.3;
        }
    }
    if (holes == 0) GTEST_SKIP() << "no photographs at " << test::sharedData("photos");
    EXPECT_EQ(holes, 11);
    EXPECT_GE(near, 9);
    EXPECT_LT(afar, near);
}

}  // namespace
}  // namespace img2cadseq::infer
