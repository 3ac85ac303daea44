// The diffusion, trained on and measured by what the shipped lifter takes from made pictures.

#include <filesystem>

#include <gtest/gtest.h>

#include "learn/diffusion_report.h"
#include "learn/diffusion_stage.h"
#include "nn/denoiser.h"

namespace img2cadseq::learn {
namespace {

const std::filesystem::path kModels = std::filesystem::path(IMG2CADSEQ_SOURCE_DIR) / "models";

TEST(DiffusionFromPictures, TrainsOnFromTheShippedWeights) {
    DiffusionOptions options;
    options.train.folder = std::filesystem::temp_directory_path() / "img2cadseq-diffusion-from-pictures";
    std::filesystem::remove_all(options.train.folder);
    options.train.warmStart = kModels / "diffusion.safetensors";
    options.train.steps = 2;
    options.train.batch = 16;
    options.train.learningRate = 1e-3;
    options.train.warmup = 0;
    options.train.ema = 0.0;
    options.codes = kModels / "codes.safetensors";
    options.lifter = kModels / "lifter.safetensors";
    options.width = 192;
    options.evaluate = 0;
    trainDiffusion(options, {});
    nn::Denoiser before = nn::loadDenoiser(options.train.warmStart),
                 after = nn::loadDenoiser(options.train.folder / "weights.safetensors");
    double moved = 0.0;
    for (const auto& one : before->named_parameters())
        moved = std::max(moved, (after->named_parameters()[one.key()] - one.value()).abs().max().item<double>());
    EXPECT_GT(moved, 1e-4);
    EXPECT_LT(moved, 0.1);
    std::filesystem::remove_all(options.train.folder);
}

TEST(DiffusionFromPictures, IsMeasuredOnPictures) {
    ReportOptions options;
    options.codes = kModels / "codes.safetensors";
    options.weights = kModels / "diffusion.safetensors";
    options.lifter = kModels / "lifter.safetensors";
    options.count = 6;
    options.samples = 4;
    options.steps = 8;
    auto figures = reportDiffusion(options, {});
    EXPECT_GE(figures["oracle.mean"], figures["agreed.mean"]);
    EXPECT_GE(figures["oracle.mean"], figures["best.mean"]);
    EXPECT_GE(figures["oracle.mean"], figures["one.mean"]);
    EXPECT_GT(figures["oracle.mean"], 0.1);
    EXPECT_LT(figures["oracle.mean"], 1.0);
}

}  // namespace
}  // namespace img2cadseq::learn
