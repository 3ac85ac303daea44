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
    EXPECT_EQ(report.samples.asked, 12);
    EXPECT_EQ(report.fresh.asked, 12);
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

TEST(UnconditionalReport, DrawsAgainWhatDoesNotPass) {
    UnconditionalOptions options = shipped();
    int asked = 0;
    // The first half of what is asked for belongs to the fresh draw.
    const PartGate half = [&](const CadSequence& part) { return asked++ < 12 || (!part.blocks.empty() && asked % 2); };
    options.attempts = 8;
    const UnconditionalReport report = reportUnconditional(options, half, {});
    EXPECT_EQ(report.fresh.draws, 12);
    EXPECT_EQ(report.samples.asked, 12);
    EXPECT_EQ(report.samples.valid, 12);
    EXPECT_GT(report.samples.draws, 18);
    EXPECT_LT(report.samples.draws, 60);
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
