#include "photo/segment.h"

#include <opencv2/imgproc.hpp>

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/random.h"
#include "photo/photo.h"
#include "support/data.h"

namespace img2cadseq {
namespace {

struct Scene {
    Image image{320, 240, {205, 198, 190}};
    Mask truth{320, 240};
};

/// A noisy red plate with a hole on a light, unevenly lit ground.
Scene plate() {
    Scene scene;
    Random random(4);
    for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 320; ++x) {
            const bool in = x > 90 && x < 230 && y > 60 && y < 190 && std::hypot(x - 150, y - 120) > 22;
            scene.truth.at(x, y) = in ? 255 : 0;
            const double light = 1.0 - 0.15 * x / 320.0;
            const auto shade = [&](double v) {
                return static_cast<uint8_t>(std::clamp(light * v + random.normal(0, 4), 0.0, 255.0));
            };
            scene.image.at(x, y) = in ? Rgb{shade(190), shade(60), shade(70)} : Rgb{shade(205), shade(198), shade(190)};
        }
    return scene;
}

TEST(Segment, FindsAPlateWithItsHoleOnAPlainGround) {
    const Scene scene = plate();
    const Mask mask = segmentByBorder(scene.image);
    EXPECT_GT(maskIou(mask, scene.truth), 0.97);
    EXPECT_EQ(mask.at(150, 120), 0);
    EXPECT_EQ(segmentByBorder(scene.image).data, mask.data);
}

/// A box that reaches over the picture's border on white, its pale top along a third of the border.
Scene largeRender() {
    Scene scene;
    for (int y = 0; y < 240; ++y)
        for (int x = 0; x < 320; ++x) {
            const bool top = x > 40 && y < 110 && x > 40 + y, front = x > 30 && y >= 110 && y < 225;
            scene.truth.at(x, y) = top || front ? 255 : 0;
            scene.image.at(x, y) = top ? Rgb{130, 149, 190} : front ? Rgb{45, 54, 66} : Rgb{255, 255, 255};
        }
    return scene;
}

TEST(Segment, APlainGroundIsItsOneColourEvenWhereThePartReachesTheBorder) {
    const Scene scene = largeRender();
    EXPECT_EQ(segmentByBorder(scene.image).data, scene.truth.data);
    EXPECT_TRUE(hasDrawnGround(scene.image));
}

TEST(Segment, SharpensACoarseProbability) {
    const Scene scene = plate();
    FloatMap blob(32, 24);
    for (int y = 0; y < 24; ++y)
        for (int x = 0; x < 32; ++x)
            blob.at(x, y) = static_cast<float>(std::exp(-0.02 * (std::pow(x - 16, 2) + std::pow(y - 12.5, 2))));
    EXPECT_GT(maskIou(sharpenMask(scene.image, blob), scene.truth), 0.95);
}

TEST(Segment, PromptsAreObeyed) {
    const Scene scene = plate();
    MaskPrompt prompt;
    prompt.box = Box2{{85, 55}, {235, 195}};
    const Mask boxed = segmentByBorder(scene.image, prompt);
    EXPECT_GT(maskIou(boxed, scene.truth), 0.97);
    prompt.given = scene.truth;
    EXPECT_EQ(segmentByBorder(scene.image, prompt).data, scene.truth.data);
    MaskPrompt outside;
    outside.box = Box2{{400, 400}, {500, 500}};
    EXPECT_THROW(segmentByBorder(scene.image, outside), Error);
}

TEST(Segment, SmallComponentsGo) {
    Mask mask(50, 50);
    for (int y = 5; y < 30; ++y)
        for (int x = 5; x < 30; ++x) mask.at(x, y) = 255;
    mask.at(45, 45) = 255;
    const Mask kept = keepMainComponents(mask);
    EXPECT_EQ(kept.at(45, 45), 0);
    EXPECT_EQ(kept.at(10, 10), 255);
}

TEST(Segment, UniformPictureGivesAnEmptyMask) {
    EXPECT_EQ(coverage(segmentByBorder(Image(64, 48, {128, 128, 128}))), 0.0);
}

}  // namespace
}  // namespace img2cadseq
