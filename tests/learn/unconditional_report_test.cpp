// Parts drawn without a condition, by the weights that come with the program, against parts of the generator.

#include "learn/unconditional_report.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "csg/solid.h"

namespace img2cadseq::learn {
namespace {

UnconditionalOptions shipped() {
    const std::filesystem::path models = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models";
    UnconditionalOptions options;
    options.codes = models / "codes.safetensors";
    options.weights = models / "diffusion.safetensors";
    options.samples = 12;
    options.references = 10;
    options.steps = 12;
    return options;
}

TEST(UnconditionalReport, CountsWhatTheGateLetsThrough) {
    int asked = 0;
    const PartGate gate = [&](const CadSequence& part) {
        EXPECT_FALSE(part.blocks.empty());
        return asked++ % 2 == 0;
    };
    const UnconditionalReport report = reportUnconditional(shipped(), gate, {});
    EXPECT_EQ(report.samples.drawn, 12);
    EXPECT_EQ(report.fresh.drawn, 12);
    EXPECT_EQ(report.fresh.valid, 6);
    EXPECT_LE(report.samples.valid, 6);
    EXPECT_GE(report.samples.valid, 4);
    for (const SetFigures& set : {report.samples, report.fresh}) {
        EXPECT_GT(set.distances.coverage, 0.0);
        EXPECT_LE(set.distances.coverage, set.valid / 10.0);
        EXPECT_GT(set.distances.mmd, 0.0);
        EXPECT_LT(set.distances.mmd, 0.5);
        EXPECT_GT(set.distances.jsd, 0.0);
        EXPECT_LT(set.distances.jsd, 1.0);
    }
}

TEST(UnconditionalReport, NothingValidAndStopped) {
    UnconditionalOptions options = shipped();
    options.samples = options.references = 4;
    EXPECT_THROW(reportUnconditional(options, [](const CadSequence&) { return false; }, {}), Error);
    std::stop_source stop;
    stop.request_stop();
    try {
        reportUnconditional(
            options, [](const CadSequence&) { return true; }, stop.get_token());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Stopped);
    }
}

}  // namespace
}  // namespace img2cadseq::learn
