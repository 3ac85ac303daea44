// A small network on a thousand made parts: what learning needs, end to end.

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "cad/transform.h"
#include "learn/part_sample.h"
#include "learn/trainer.h"
#include "support/data.h"

namespace img2cadseq::learn {
namespace {

constexpr int64_t kParts = 1000, kPoints = 128, kBatch = 50, kSteps = 300;

/// Sides of a part from points on it: features of single points, the largest of each, two layers.
struct SidesImpl : torch::nn::Module {
    torch::nn::Sequential points{torch::nn::Linear(3, 48), torch::nn::ReLU(), torch::nn::Linear(48, 96),
                                 torch::nn::ReLU()};
    torch::nn::Sequential part{torch::nn::Linear(96, 48), torch::nn::ReLU(), torch::nn::Linear(48, 3)};
    SidesImpl() {
        register_module("points", points);
        register_module("part", part);
    }
    torch::Tensor forward(const torch::Tensor& cloud) {
        return part->forward(std::get<0>(points->forward(cloud).max(1)));
    }
};

struct Data {
    torch::Tensor clouds = torch::empty({kParts, kPoints, 3}), sides = torch::empty({kParts, 3});
    Data() {
        SampleOptions options;
        options.clean = 1.0;
        for (int64_t i = 0; i < kParts; ++i) {
            const PartSample sample = makePartSample(options, static_cast<uint64_t>(i));
            const Vec3 size = boundingBox(sample.sequence).size();
            for (int axis = 0; axis < 3; ++axis) sides[i][axis] = size[axis];
            const size_t every = std::max<size_t>(1, sample.cloud.size() / kPoints);
            for (int64_t k = 0; k < kPoints; ++k) {
                const size_t at = static_cast<size_t>(k) * every % sample.cloud.size();
                const Vec3 p = sample.pose.rotation * cast<double>(sample.cloud.positions[at]);
                for (int axis = 0; axis < 3; ++axis) clouds[i][k][axis] = p[axis];
            }
        }
    }
};

TEST(Smoke, OnAThousandPartsTheLossFallsTenfold) {
    const Data data;
    torch::manual_seed(11);
    const auto model = std::make_shared<SidesImpl>();
    const test::TemporaryFolder folder;
    TrainOptions options;
    options.folder = folder / "run";
    options.steps = kSteps;
    options.batch = kBatch;
    options.learningRate = 3e-3;
    options.warmup = 10;
    options.weightDecay = 0;
    options.bf16 = false;
    options.logEvery = 50;
    double first = 0.0;
    Trainer trainer(options, model);
    const double last = trainer.run([&](int64_t step) {
        const int64_t begin = step * kBatch % kParts;
        const auto said = model->forward(data.clouds.slice(0, begin, begin + kBatch));
        const auto loss = (said - data.sides.slice(0, begin, begin + kBatch)).square().mean();
        if (step == 0) first = loss.item<double>();
        return StepLoss{loss, {}};
    });
    EXPECT_GT(first, 0.0);
    EXPECT_LT(last, 0.1 * first) << "first " << first;
}

}  // namespace
}  // namespace img2cadseq::learn
