// Masks of the photographs against ones drawn by hand (tests/photo/masks: the part without its see-through holes and
// without what covers it, such as fingers, pins and the o-ring).

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <vector>

#include <gtest/gtest.h>

#include "photo/photo.h"
#include "photo/segment.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

constexpr double kBorderFloor = 0.86, kBoxFloor = 0.88;

/// The mask sampled at the middle of each pixel of a picture of the given size.
Mask resampled(const Mask& mask, int width, int height) {
    Mask out(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            out.at(x, y) = mask.at((2 * x + 1) * mask.width / (2 * width), (2 * y + 1) * mask.height / (2 * height));
    return out;
}

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
    const std::filesystem::path photos = test::sharedData("photos");
    if (!std::filesystem::exists(photos)) GTEST_SKIP() << "no photographs at " << photos;
    std::vector<std::filesystem::path> drawn;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "tests/photo/masks"))
        drawn.push_back(entry.path());
    std::sort(drawn.begin(), drawn.end());
    ASSERT_EQ(drawn.size(), 23u);
    double border = 0.0, box = 0.0;
    for (const auto& path : drawn) {
        const Mask truth = readMask(path);
        const Image image = readPhoto(photos / (path.stem().string() + ".jpg")).image;
        MaskPrompt prompt;
        prompt.box = promptBox(truth, image.width);
        const auto agreement = [&](const Mask& found) {
            return maskIou(resampled(found, truth.width, truth.height), truth);
        };
        const double alone = agreement(segmentByBorder(image)), boxed = agreement(segmentByBorder(image, prompt));
        std::cout << path.stem().string() << "  border " << alone << "  box " << boxed << std::endl;
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
