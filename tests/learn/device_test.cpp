// A step of training on a CUDA device is the step of the CPU.

#include "nn/device.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "learn/lifter_loss.h"
#include "learn/lifter_stage.h"
#include "nn/lifter.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

nn::LifterOptions tinyLifter() {
    nn::LifterOptions options;
    options.stem = 8, options.fine = 8, options.middle = 16, options.width = 32, options.heads = 2, options.layers = 1;
    return options;
}

TEST(DeviceTraining, LossAndGradientsAreThoseOfTheCpu) {
    if (nn::cudaDevices() == 0) GTEST_SKIP() << "no CUDA device";
    torch::manual_seed(3);
    nn::Lifter lifter(tinyLifter());
    const LifterBatch batch = lifterBatch(makeLifterSamples({}, 7, 4));
    std::vector<double> losses, gradients;
    for (const torch::Device device : {torch::Device(torch::kCPU), torch::Device(torch::kCUDA, 0)}) {
        lifter->to(device);
        lifter->zero_grad();
        const LifterBatch there = batch.to(device);
        const StepLoss step = lifterLoss(lifter, lifter->forward(there.picture), there);
        step.loss.backward();
        losses.push_back(step.loss.item<double>());
        double square = 0.0;
        for (const torch::Tensor& p : lifter->parameters())
            if (p.grad().defined()) square += p.grad().square().sum().item<double>();
        gradients.push_back(std::sqrt(square));
    }
    EXPECT_NEAR(losses[0], losses[1], 1e-3 * losses[0]);
    EXPECT_NEAR(gradients[0], gradients[1], 1e-2 * gradients[0]);
}

TEST(DeviceTraining, AStageTrainsThereAndLeavesWeights) {
    if (nn::cudaDevices() == 0) GTEST_SKIP() << "no CUDA device";
    const test::TemporaryFolder folder;
    LifterStageOptions options;
    options.train.folder = folder / "run";
    options.train.device = "cuda:0";
    options.train.steps = 3;
    options.train.batch = 4;
    options.train.muon = true;
    options.stem = 8, options.fine = 8, options.middle = 16, options.width = 64, options.heads = 2, options.layers = 1;
    options.evaluate = 2;
    trainLifter(options, {});
    EXPECT_TRUE(std::filesystem::exists(folder / "run/weights.safetensors"));
}

}  // namespace
}  // namespace img2cadseq::learn
