// Closer looks: what their samples show, and that nothing else learns.

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "learn/close_sample.h"
#include "learn/close_stage.h"
#include "nn/lifter.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

TEST(CloseSamples, ShowOpeningsAndAreTheSameEachTime) {
    LifterDataOptions options;
    options.seed = synth::kTestSeed;
    options.primitives = 0.0;
    int open = 0;
    for (uint64_t i = 0; i < 12; ++i) {
        const auto pair = makeClosePair(options, i), again = makeClosePair(options, i);
        for (size_t k = 0; k < pair.size(); ++k) {
            ASSERT_EQ(pair[k].picture.size(), 5u * 256 * 256);
            ASSERT_EQ(pair[k].edge.size(), 128u * 128);
            ASSERT_EQ(pair[k].openings.size(), 128u * 128);
            ASSERT_EQ(pair[k].large.size(), 128u * 128);
            EXPECT_EQ(pair[k].picture, again[k].picture);
            const auto most = *std::max_element(pair[k].openings.begin(), pair[k].openings.end());
            EXPECT_LE(most, 1.0f);
            open += most > 0.5f;
        }
        EXPECT_NE(pair[0].picture, pair[1].picture);
    }
    EXPECT_GT(open, 2) << "of 24";
}

TEST(TrainClose, MovesItsHeadAndNothingElse) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "img2cadseq_close_stage";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    torch::manual_seed(12);
    nn::LifterOptions network{8, 16, 16, 32, 4, 1};
    nn::Lifter lifter(network);
    nn::writeSafetensors(folder / "start.safetensors", nn::asBfloat16(nn::namedTensors(*lifter)), network.metadata());
    CloseStageOptions options;
    options.train.folder = folder / "run";
    options.train.warmStart = folder / "start.safetensors";
    options.train.steps = 3;
    options.train.batch = 4;
    options.train.warmup = 1;
    options.train.ema = 0.0;
    options.train.bf16 = false;
    options.width = 8;
    options.evaluate = 2;
    trainClose(options, {});
    const nn::Safetensors before(folder / "start.safetensors"), after(folder / "run" / "weights.safetensors");
    EXPECT_EQ(nn::LifterOptions::fromMetadata(after.metadata()).close, 8);
    for (const auto& parameter : lifter->named_parameters())
        EXPECT_TRUE(torch::equal(before.tensor(parameter.key()), after.tensor(parameter.key()))) << parameter.key();
    EXPECT_GT(after.tensor("close.weight").abs().max().item<double>(), 0.0) << "it began as nothing";
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace img2cadseq::learn
