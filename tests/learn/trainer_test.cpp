#include "learn/trainer.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "nn/device.h"
#include "nn/safetensors.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

std::shared_ptr<torch::nn::LinearImpl> network(int64_t inputs = 8, int64_t outputs = 4) {
    torch::manual_seed(3);
    return torch::nn::Linear(inputs, outputs).ptr();
}

/// Regression on a fixed linear map; batch n depends on n alone.
Trainer::Forward regression(const std::shared_ptr<torch::nn::LinearImpl>& model) {
    torch::manual_seed(5);
    const int64_t outputs = model->weight.size(0), inputs = model->weight.size(1);
    const auto truth = torch::randn({inputs, outputs});
    return [model, truth, inputs](int64_t step) {
        torch::manual_seed(1000 + step);
        const auto x = torch::randn({16, inputs});
        const auto loss = (model->forward(x) - torch::mm(x, truth)).square().mean();
        return StepLoss{loss, {{"again", loss}}};
    };
}

TrainOptions options(const std::filesystem::path& folder, int64_t steps) {
    TrainOptions o;
    o.folder = folder;
    o.steps = steps;
    o.batch = 16;
    o.learningRate = 0.03;
    o.warmup = 10;
    o.weightDecay = 0;
    o.bf16 = false;
    o.logEvery = 20;
    o.ema = 0.9;
    return o;
}

TEST(Trainer, Bf16IsTheDefaultWhereTheMachineIsFastWithIt) {
    std::ifstream file("/proc/cpuinfo");
    const std::string flags{std::istreambuf_iterator<char>(file), {}};
    ASSERT_FALSE(flags.empty());
    EXPECT_EQ(TrainOptions{}.bf16, flags.find("avx512_bf16") != std::string::npos || nn::cudaDevices() > 0);
}

TEST(Trainer, LossFallsAndTheRunFolderTellsIt) {
    const test::TemporaryFolder folder;
    auto model = network();
    Trainer trainer(options(folder / "run", 400), model, {{"kind", "regression"}});
    EXPECT_LT(trainer.run(regression(model)), 0.01);
    std::ifstream curve(folder / "run/curve.csv");
    std::string line;
    std::getline(curve, line);
    EXPECT_EQ(line, "step,seconds,samples,rate,gradient,loss,again");
    int lines = 0;
    while (std::getline(curve, line)) ++lines;
    EXPECT_EQ(lines, 20);
    const nn::Safetensors weights(folder / "run/weights.safetensors");
    EXPECT_EQ(weights.metadata().at("kind"), "regression");
    EXPECT_EQ(weights.metadata().at("samples"), "6400");
    EXPECT_EQ(weights.tensor("weight").scalar_type(), torch::kBFloat16);
    EXPECT_TRUE(std::filesystem::exists(folder / "run/options.json"));
}

TEST(Trainer, AResumedRunEndsWhereAnUnbrokenOneDoes) {
    for (const bool muon : {false, true}) {
        const test::TemporaryFolder folder;
        const auto with = [&](const char* name, int64_t steps) {
            TrainOptions o = options(folder / name, steps);
            o.muon = muon;
            return o;
        };
        const auto fresh = [&] { return muon ? network(64, 64) : network(); };  // Muon takes no small ones
        auto whole = fresh();
        Trainer(with("whole", 60), whole).run(regression(whole));
        auto first = fresh();
        Trainer(with("parts", 25), first).run(regression(first));
        auto second = fresh();
        Trainer rest(with("parts", 60), second);
        EXPECT_EQ(rest.firstStep(), 25);
        rest.run(regression(second));
        EXPECT_TRUE(torch::equal(whole->weight, second->weight));
        EXPECT_FALSE(torch::equal(whole->weight, fresh()->weight));
    }
}

TEST(Trainer, WarmStartNeedsTheWeightsAlone) {
    const test::TemporaryFolder folder;
    auto model = network();
    Trainer(options(folder / "old", 300), model).run(regression(model));
    auto fresh = network();
    TrainOptions warm = options(folder / "new", 5);
    warm.warmStart = folder / "old/weights.safetensors";
    Trainer trainer(warm, fresh);
    EXPECT_EQ(trainer.firstStep(), 0);
    EXPECT_LT(trainer.run(regression(fresh)), 0.05);
}

TEST(Trainer, WhatTheWarmStartHasMovesSlowly) {
    for (const bool muon : {false, true}) {
        const test::TemporaryFolder folder;
        const auto old = muon ? network(64, 64) : network();
        nn::writeSafetensors(folder / "old.safetensors", {{"weight", old->weight.detach()}}, {{"kind", "old"}});
        TrainOptions o = options(folder / "run", 1);
        o.warmStart = folder / "old.safetensors";
        o.knownShare = 0.1;
        o.muon = muon;
        const auto model = muon ? network(64, 64) : network();
        const torch::Tensor bias = model->bias.detach().clone();
        Trainer(o, model).run(regression(model));
        const double rate = 0.1 * o.learningRate;  // the first step of the warm-up
        const double known = (model->weight - old->weight).abs().mean().item<double>(),
                     fresh = (model->bias - bias).abs().mean().item<double>();
        EXPECT_NEAR(fresh, rate, 0.2 * rate);
        EXPECT_NEAR(known, 0.1 * rate, 0.04 * rate) << (muon ? "Muon" : "Adam");
    }
}

TEST(Trainer, AStopWritesACheckpoint) {
    const test::TemporaryFolder folder;
    auto model = network();
    std::stop_source source;
    const auto forward = regression(model);
    Trainer trainer(options(folder / "run", 0), model);
    trainer.run(
        [&](int64_t step) {
            if (step == 7) source.request_stop();
            return forward(step);
        },
        {}, source.get_token());
    EXPECT_EQ(nn::Safetensors(folder / "run/weights.safetensors").metadata().at("step"), "8");
}

TEST(Trainer, EvaluationSeesTheAverageAndLeavesTheWeights) {
    const test::TemporaryFolder folder;
    auto model = network();
    torch::Tensor seen;
    Trainer trainer(options(folder / "run", 30), model);
    trainer.run(regression(model), [&] {
        seen = model->weight.detach().clone();
        return std::map<std::string, double>{{"figure", 1.0}};
    });
    EXPECT_FALSE(torch::equal(seen, model->weight));
    trainer.applyAverage();
    EXPECT_TRUE(torch::equal(seen, model->weight));
}

}  // namespace
}  // namespace img2cadseq::learn
