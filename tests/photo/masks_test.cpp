// Masks by contrast to the border against ones drawn by hand.

#include <algorithm>
#include <iostream>

#include <gtest/gtest.h>

#include "photo/drawn_masks.h"
#include "photo/segment.h"

namespace img2cadseq {
namespace {

constexpr double kBorderFloor = 0.86, kBoxFloor = 0.88;

/// What surrounds the mask, grown by 5 % of its size on all sides and scaled to a picture of the given width.
Box2 promptBox(const Mask& mask, int width) {
    Box2 box{{1e9, 1e9}, {-1e9, -1e9}};
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.at(x, y)) {
                box.low = {std::min<double>(box.low.x, x), std::min<double>(box.low.y, y)};
                box.high = {std::max<double>(box.high.x, x + 1), std::max<double>(box.high.y, y + 1)};
            }
    const double scale = static_cast<double>(width) / mask.width;
    const Vec2 margin = box.size() * 0.05;
    return {(box.low - margin) * scale, (box.high + margin) * scale};
}

TEST(Masks, AgreeWithThoseDrawnByHand) {
    const auto drawn = test::drawnMasks();
    if (drawn.empty()) GTEST_SKIP() << "no photographs at " << test::sharedData("photos");
    ASSERT_EQ(drawn.size(), 23u);
    double border = 0.0, box = 0.0;
    for (const test::DrawnMask& one : drawn) {
        const Image image = readPhoto(one.photograph).image;
        MaskPrompt prompt;
        prompt.box = promptBox(one.truth, image.width);
        const double alone = test::agreement(one, segmentByBorder(image)),
                     boxed = test::agreement(one, segmentByBorder(image, prompt));
        std::cout << one.photograph.stem().string() << "  border " << alone << "  box " << boxed << std::endl;
        border += alone;
        box += boxed;
    }
    border /= static_cast<double>(drawn.size());
    box /= static_cast<double>(drawn.size());
    std::cout << "mean  border " << border << "  box " << box << "\n";
    EXPECT_GT(border, kBorderFloor);
    EXPECT_GT(box, kBoxFloor);
}

}  // namespace
}  // namespace img2cadseq
