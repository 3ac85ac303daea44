// Networks on a CUDA device say what they say on the CPU. Where there is none, that is what is told.

#include "nn/device.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "core/error.h"
#include "geometry/raster.h"
#include "nn/generator.h"
#include "nn/picture_lifter.h"

namespace img2cadseq::nn {
namespace {

const std::filesystem::path kModels = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models";

ErrorCode refusalOf(const std::string& name) {
    try {
        deviceNamed(name);
    } catch (const Error& error) {
        EXPECT_FALSE(error.hint().empty()) << name;
        return error.code();
    }
    ADD_FAILURE() << name << " is taken";
    return ErrorCode::Internal;
}

TEST(Device, NamesAreToldFromWhatIsNone) {
    EXPECT_EQ(deviceNamed("cpu"), "cpu");
    for (const char* name : {"", "gpu", "cuda:", "cuda:x", "cuda:1x", "cuda:-1", "cuda0", "CPU"})
        EXPECT_EQ(refusalOf(name), ErrorCode::Usage) << name;
    EXPECT_EQ(refusalOf("cuda:99"), ErrorCode::NoDevice);
    if (cudaDevices() > 0) {
        EXPECT_EQ(deviceNamed("auto"), "cuda:0");
        EXPECT_EQ(deviceNamed("cuda"), "cuda:0");
    } else {
        EXPECT_EQ(deviceNamed("auto"), "cpu");
        EXPECT_EQ(refusalOf("cuda"), ErrorCode::NoDevice);
    }
}

/// A grey block on white, its top lighter.
Image block() {
    Image picture(PictureLifter::kPictureSide, PictureLifter::kPictureSide, {255, 255, 255});
    for (int y = 70; y < 190; ++y)
        for (int x = 50; x < 210; ++x) {
            const auto grey = static_cast<uint8_t>(y < 120 ? 190 : 110);
            picture.at(x, y) = {grey, grey, grey};
        }
    return picture;
}

TEST(Device, TheLifterSeesTheSameOnBoth) {
    if (cudaDevices() == 0) GTEST_SKIP() << "no CUDA device";
    const PictureLifter here(kModels / "lifter.safetensors"), there(kModels / "lifter.safetensors", "cuda:0");
    const LiftedPicture a = here.lift(block(), {}), b = there.lift(block(), {});
    for (size_t i = 0; i < a.front.data.size(); i += 37) {
        EXPECT_NEAR(a.front.data[i], b.front.data[i], 2e-3);
        EXPECT_NEAR(a.mask.data[i], b.mask.data[i], 2e-3);
    }
    ASSERT_FALSE(a.hypotheses.empty());
    ASSERT_EQ(a.hypotheses.size(), b.hypotheses.size());
    const auto& h = a.hypotheses.front();
    EXPECT_NEAR(h.sides.y, b.hypotheses.front().sides.y, 2e-3);
    const auto inHere = here.occupancy(a, h.camera, h.sides, 8), inThere = there.occupancy(b, h.camera, h.sides, 8);
    for (size_t i = 0; i < inHere.size(); ++i) EXPECT_NEAR(inHere[i], inThere[i], 2e-3);
}

TEST(Device, TheDiffusionDrawsPartsOnBoth) {
    if (cudaDevices() == 0) GTEST_SKIP() << "no CUDA device";
    const Generator here(kModels), there(kModels, "cuda:0");
    GeneratorOptions options;
    const auto a = here.generate({}, options, 0, 4), b = there.generate({}, options, 0, 4),
               again = there.generate({}, options, 0, 4);
    ASSERT_EQ(a.size(), b.size());
    size_t same = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        same += a[i].tree == b[i].tree;  // a draw can fall to the other side of a rounding, seldom
        EXPECT_EQ(b[i].tree, again[i].tree);
    }
    EXPECT_GE(same, 2u);
}

}  // namespace
}  // namespace img2cadseq::nn
