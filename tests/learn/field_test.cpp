// The occupancy field asked and trained under what the lifter says.

#include <filesystem>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "geometry/rotations.h"
#include "learn/field_queries.h"
#include "learn/field_stage.h"
#include "nn/safetensors.h"
#include "synth/part.h"

namespace img2cadseq::learn {
namespace {

using nn::LifterCamera;
using nn::LifterQuery;

LifterBatch somePictures(int64_t count) {
    LifterDataOptions options;
    options.seed = synth::kTestSeed;
    options.unknownMask = 0.0;
    return lifterBatch(makeLifterSamples(options, 0, count));
}

torch::Tensor tensorOf(const Mat3& m) {
    torch::Tensor out = torch::zeros({3, 3});
    for (int r = 0; r < 3; ++r)
        for (int c = 0; c < 3; ++c) out[r][c] = m.row[r][c];
    return out;
}

/// What a lifter would say that knows the truth, the axes named by `naming` in its second hypothesis.
torch::Tensor saidOf(const LifterBatch& truth, const torch::Tensor& naming) {
    const int64_t count = truth.rotation.size(0);
    torch::Tensor camera = torch::zeros({count, LifterCamera::Count});
    const torch::Tensor sides = truth.camera.slice(1, 4, 7), renamed = torch::matmul(truth.rotation, naming.t());
    camera.slice(1, 0, 6).copy_(truth.rotation.slice(1, 0, 2).reshape({count, 6}));
    camera.slice(1, 6, 12).copy_(renamed.slice(1, 0, 2).reshape({count, 6}));
    camera.slice(1, LifterCamera::CenterX, LifterCamera::LogSides).copy_(truth.camera.slice(1, 0, 4));
    camera.slice(1, LifterCamera::LogSides, LifterCamera::LogSides + 3).copy_(sides);
    camera.slice(1, LifterCamera::LogSides + 3).copy_(torch::matmul(sides, naming.abs().t()));
    return camera;
}

double apart(const torch::Tensor& a, const torch::Tensor& b, int64_t from, int64_t to) {
    return (a - b).slice(2, from, to).abs().max().item<double>();
}

TEST(FieldQueries, UnderTheTruthTheyAreTheTruths) {
    const LifterBatch truth = somePictures(6);
    const torch::Tensor queries = queriesUnder(saidOf(truth, torch::eye(3)), torch::zeros({6}, torch::kLong), truth);
    // A slight perspective counts as none.
    EXPECT_LT(apart(queries, truth.queries, LifterQuery::PlaceX, LifterQuery::Depth), 0.02);
    EXPECT_LT(apart(queries, truth.queries, LifterQuery::Depth, LifterQuery::Count), 1e-4);
}

TEST(FieldQueries, OtherNamesOfTheAxesRenameTheBox) {
    const LifterBatch truth = somePictures(4);
    const torch::Tensor naming = tensorOf(axisRotations()[5]);
    ASSERT_GT((naming - torch::eye(3)).abs().max().item<double>(), 0.5);
    const torch::Tensor said = saidOf(truth, naming);
    const torch::Tensor first = queriesUnder(said, torch::zeros({4}, torch::kLong), truth),
                        second = queriesUnder(said, torch::ones({4}, torch::kLong), truth);
    EXPECT_LT(apart(first, second, LifterQuery::PlaceX, LifterQuery::BoxX), 1e-4) << "seen at the same places";
    const auto renamed = [&](int64_t from, const torch::Tensor& by) {
        return torch::matmul(first.slice(2, from, from + 3), by.t()) - second.slice(2, from, from + 3);
    };
    EXPECT_LT(renamed(LifterQuery::BoxX, naming).abs().max().item<double>(), 1e-5);
    EXPECT_LT(renamed(LifterQuery::LogSideX, naming.abs()).abs().max().item<double>(), 1e-5);
    EXPECT_LT(renamed(LifterQuery::ViewX, naming).abs().max().item<double>(), 1e-5);
}

TEST(FieldStage, TrainsTheFieldAndNothingElse) {
    const auto folder = std::filesystem::temp_directory_path() / "img2cadseq_field_stage";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    torch::manual_seed(5);
    const nn::LifterOptions small{.stem = 8, .fine = 16, .middle = 24, .width = 32, .heads = 4, .layers = 1};
    nn::Lifter lifter(small);
    nn::writeSafetensors(folder / "start.safetensors", nn::asBfloat16(nn::namedTensors(*lifter)), small.metadata());
    FieldStageOptions options;
    options.train.folder = folder / "run";
    options.train.warmStart = folder / "start.safetensors";
    options.train.steps = 25;
    options.train.batch = 4;
    options.train.learningRate = 3e-3;
    options.train.warmup = 5;
    options.train.ema = 0.0;
    options.train.bf16 = false;
    options.data.unknownMask = 0.0;
    options.evaluate = 2;
    trainField(options, {});
    const nn::Safetensors before(folder / "start.safetensors"), after(folder / "run" / "weights.safetensors");
    for (const auto& parameter : lifter->named_parameters()) {
        const double moved =
            (before.tensor(parameter.key()).to(torch::kFloat) - after.tensor(parameter.key()).to(torch::kFloat))
                .abs()
                .max()
                .item<double>();
        if (parameter.key().starts_with("field"))
            EXPECT_GT(moved, 0.0) << parameter.key();
        else
            EXPECT_EQ(moved, 0.0) << parameter.key();
    }
}

}  // namespace
}  // namespace img2cadseq::learn
