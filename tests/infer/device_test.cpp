// What --device takes, and what is said of a device that is not there.

#include <gtest/gtest.h>

#include "infer/support.h"
#include "support/data.h"

namespace img2cadseq::test {
namespace {

Failed failureWith(const std::string& device) {
    ReconstructInput input;
    input.path = "/nowhere/picture.png";
    ReconstructOptions options;
    options.device = device;
    const auto events = eventsOf(*loadReconstructor(), input, options);
    const auto* failed = std::get_if<Failed>(&events.back());
    EXPECT_TRUE(failed) << device;
    return failed ? *failed : Failed{};
}

TEST(DeviceOption, WhatIsNoDeviceIsToldBeforeAnythingIsRead) {
    EXPECT_EQ(failureWith("gpu").code, ErrorCode::Usage);
    const Failed absent = failureWith("cuda:99");
    EXPECT_EQ(absent.code, ErrorCode::NoDevice);
    EXPECT_FALSE(absent.hint.empty());
    EXPECT_EQ(failureWith("cpu").code, ErrorCode::Io);  // of the picture that is not there
}

TEST(DeviceOption, TheReportNamesTheOneThatWasUsed) {
    const TemporaryFolder folder;
    ReconstructInput input;
    input.path = folder / "plate.xyz";
    writeXyz(input.path, plateWithBoss(), 4000);
    ReconstructOptions options;
    options.device = "auto";
    options.samples = 1;
    auto events = eventsOf(*loadReconstructor(), input, options);
    ASSERT_TRUE(std::holds_alternative<Finished>(events.back()));
    const std::string device = std::get<Finished>(std::move(events.back())).result.device;
    EXPECT_TRUE(device == "cpu" || device == "cuda:0") << device;
}

}  // namespace
}  // namespace img2cadseq::test
