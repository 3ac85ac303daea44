#include <filesystem>

#include <gtest/gtest.h>

#include "learn/alignment_stage.h"
#include "nn/safetensors.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

std::filesystem::path model(const char* name) { return std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models" / name; }

TEST(AlignmentStage, LearnsWhatHoldsForOtherPartsToo) {
    const test::TemporaryFolder folder;
    AlignmentStageOptions options;
    options.train.folder = folder / "run";
    options.train.steps = 60;
    options.train.batch = 24;
    options.train.learningRate = 2e-3;
    options.train.warmup = 10;
    options.train.muon = true;
    options.train.ema = 0;
    options.train.logEvery = 10;
    options.codes = model("codes.safetensors");
    options.data.parts = 24;
    options.data.points = 1024;
    options.data.clean = 1.0;
    options.alike = 0.0;
    options.evaluate = 0;
    trainAlignment(options, {});
    const nn::Safetensors weights(folder / "run/weights.safetensors");
    EXPECT_EQ(weights.metadata().at("network"), "alignment");

    AlignmentReportOptions report;
    report.codes = options.codes;
    report.weights = folder / "run/weights.safetensors";
    report.seed = options.data.seed;
    report.count = 24;
    const auto strangers = reportAlignment(report);  // other parts than those: still better than chance, 1 in 24
    EXPECT_GT(strangers.at("cloud.top5"), 5.0 / 24);
    EXPECT_LE(strangers.at("cloud.top1"), strangers.at("cloud.top5"));
}

}  // namespace
}  // namespace img2cadseq::learn
