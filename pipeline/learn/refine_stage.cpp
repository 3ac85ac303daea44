#include "learn/refine_stage.h"

#include <torch/torch.h>

#include "learn/stream.h"
#include "learn/trainer.h"
#include "nn/ua_dgcnn.h"

namespace img2cadseq::learn {
namespace {

constexpr double kDeviationWeight = 0.1, kImportanceWeight = 0.5;
constexpr double kSmallDisplacement = 0.012;

struct RefineBatch {
    torch::Tensor points, displacement, importance;
};

/// Steps take turns: the full number of points, half of it in twice the clouds, a quarter in four times the clouds.
RefineBatch makeRefineBatch(const RefineOptions& options, uint64_t step) {
    constexpr int kTurns = 3;
    const int parts = 1 << (step % kTurns);
    RefineData data = options.data;
    data.points /= parts;
    const int64_t clouds = options.train.batch * parts, most = options.train.batch << (kTurns - 1);
    RefineBatch batch{torch::empty({clouds, data.points, 3}), torch::empty({clouds, data.points, 3}),
                      torch::empty({clouds, data.points})};
    for (int64_t i = 0; i < clouds; ++i) {
        const RefineSample sample =
            makeRefineSample(data, step * static_cast<uint64_t>(most) + static_cast<uint64_t>(i));
        float* points = batch.points[i].data_ptr<float>();
        float* displacement = batch.displacement[i].data_ptr<float>();
        for (size_t k = 0; k < sample.points.size(); ++k)
            for (int axis = 0; axis < 3; ++axis) {
                *points++ = sample.points[k][axis];
                *displacement++ = sample.displacement[k][axis];
            }
        std::copy(sample.importance.begin(), sample.importance.end(), batch.importance[i].data_ptr<float>());
    }
    return batch;
}

StepLoss refineLoss(nn::UaDgcnn& network, const RefineBatch& batch) {
    const nn::RefinedPoints out = network->forward(batch.points);
    const torch::Tensor missed = (out.displacement - batch.displacement).square().sum(-1).add(1e-12).sqrt();
    // By how much a cloud is off at all: the bent ones, most of whose error nothing shows, would outweigh the others.
    const torch::Tensor usual = batch.displacement.norm(2, -1).mean(1, true) + kSmallDisplacement;
    const torch::Tensor displacement = (missed / usual).mean();
    // Laplace: the deviation learns how far off the displacement is, and does not pull at it.
    const torch::Tensor deviation = (missed.detach() / out.deviation + out.deviation.log()).mean();
    const torch::Tensor importance = torch::binary_cross_entropy_with_logits(out.importance, batch.importance);
    return {displacement + kDeviationWeight * deviation + kImportanceWeight * importance,
            {{"displacement", displacement},
             {"missed", missed.mean()},
             {"deviation", deviation},
             {"importance", importance}}};
}

}  // namespace

void trainRefine(const RefineOptions& options, std::stop_token stop) {
    torch::manual_seed(static_cast<int64_t>(options.train.seed));
    const nn::UaDgcnnOptions shape{options.width, options.neighbours, options.layers};
    nn::UaDgcnn network(shape);
    Trainer trainer(options.train, network.ptr(), shape.metadata());
    Stream<RefineBatch> stream([&](uint64_t step) { return makeRefineBatch(options, step); }, options.workers,
                               static_cast<uint64_t>(trainer.firstStep()));
    trainer.run([&](int64_t) { return refineLoss(network, stream.next()); }, {}, std::move(stop));
}

}  // namespace img2cadseq::learn
