// The whole way in small: codebooks and a small denoiser learn a thousand parts for some seconds.

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "codes/layout.h"
#include "learn/codes_stage.h"
#include "learn/diffusion_noise.h"
#include "learn/diffusion_stage.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

/// First and last value of a column of a curve.
std::pair<double, double> ends(const std::filesystem::path& file, const std::string& column) {
    std::ifstream in(file);
    std::string line, cell;
    std::getline(in, line);
    std::istringstream header(line);
    int index = -1;
    for (int i = 0; std::getline(header, cell, ','); ++i)
        if (cell == column) index = i;
    std::vector<double> values;
    while (std::getline(in, line)) {
        std::istringstream row(line);
        for (int i = 0; i <= index; ++i) std::getline(row, cell, ',');
        values.push_back(std::stod(cell));
    }
    return {values.front(), values.back()};
}

TEST(DiffusionNoise, SomethingIsMaskedAndPrefixesAreProper) {
    torch::Tensor trees = torch::full({200, codes::kSlots, codes::kAttributes}, codes::kNone, torch::kLong);
    trees.select(2, 0).fill_(codes::kPad);
    trees.select(1, 1).slice(1, 0, 3).copy_(torch::tensor({int64_t{codes::kBlock}, int64_t{4}, int64_t{5}}));
    const torch::Tensor known = drawKnown(trees, Random(1));
    EXPECT_TRUE((known.select(1, 0) == 1).all().item<bool>());
    EXPECT_TRUE(((known.slice(1, 1) == 0).sum(1) > 0).all().item<bool>() || (known.slice(1, 1) < 1).any().item<bool>());
    EXPECT_LE(known.select(1, 1).max().item<int64_t>(), 3);
    EXPECT_LE(known.slice(1, 2).max().item<int64_t>(), 1);
    EXPECT_TRUE(torch::equal(known, drawKnown(trees, Random(1))));
}

TEST(Diffusion, SmallNetworksLearnAThousandParts) {
    const test::TemporaryFolder folder;
    CodesOptions codes;
    codes.train.folder = folder / "codes";
    codes.train.steps = 250;
    codes.train.warmup = 20;
    codes.train.batch = 48;
    codes.train.bf16 = false;
    codes.train.learningRate = 2e-3;
    codes.train.logEvery = 25;
    codes.plainSteps = 60;
    codes.data.parts = 1000;
    codes.data.clean = 1.0;
    codes.data.points = 256;
    trainCodes(codes, {});
    const auto [before, after] = ends(folder / "codes/curve.csv", "loss");
    EXPECT_LT(after, 0.2 * before);

    DiffusionOptions options;
    options.codes = folder / "codes/weights.safetensors";
    options.train.folder = folder / "diffusion";
    options.train.steps = 150;
    options.train.warmup = 10;
    options.train.batch = 32;
    options.train.learningRate = 2e-3;
    options.train.logEvery = 15;
    options.data.parts = 4;
    options.data.clean = 1.0;
    options.data.points = 512;
    options.width = 96;
    options.encoderLayers = 1;
    options.layers = 2;
    options.evaluate = 0;
    trainDiffusion(options, {});
    const auto [start, end] = ends(folder / "diffusion/curve.csv", "loss");
    EXPECT_LT(end, 0.1 * start);
}

}  // namespace
}  // namespace img2cadseq::learn
