#pragma once
// The training loop every stage shares: AdamW or Muon, warm-up, EMA weights, bf16 autocast, gradient
// clipping, checkpoints, a run folder with everything needed to repeat or continue the run.
//
// Run folder: options.json, curve.csv (step, seconds, samples, loss and its parts, means since the line before),
// log.txt, weights.safetensors (EMA weights, bf16: what gets shipped and what a warm restart needs), state.safetensors
// (f32 weights, moments, EMA, step: continues exactly where the run stopped).

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <torch/types.h>

#include "learn/train_options.h"

namespace torch::nn {
class Module;
}

namespace img2cadseq::learn {

/// What one step's forward pass gives: the loss to minimise, and named parts for the curve (detached means).
struct StepLoss {
    torch::Tensor loss;
    std::vector<std::pair<std::string, torch::Tensor>> parts;
};

class Trainer {
public:
    /// Forward pass of step n (from 0); runs under autocast where bf16 is on. It takes its own batch.
    using Forward = std::function<StepLoss(int64_t step)>;
    /// Called at every checkpoint with the EMA weights in place, on the CPU, and gradients off; returns figures for the
    /// log and curve.
    using Evaluate = std::function<std::map<std::string, double>()>;

    /// `metadata` is written into the weights file (what a reader must know to build the network again). The model is
    /// moved to the device of the options. Throws Error(NoDevice) where there is none.
    Trainer(TrainOptions options, std::shared_ptr<torch::nn::Module> model,
            std::map<std::string, std::string> metadata = {});
    ~Trainer();

    /// Where forward passes find the model.
    torch::Device device() const;

    /// First step still to be done: 0, or where the resumed run stopped. Data streams begin here.
    int64_t firstStep() const;

    /// Runs until a limit or a stop, then writes a last checkpoint. Throws Error(BadWeights) where the loss stops being
    /// finite. Returns the mean loss since the last line of the curve.
    double run(const Forward& forward, const Evaluate& evaluate = {}, std::stop_token stop = {});

    /// Puts the EMA weights into the model for good (to use it after training).
    void applyAverage();

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace img2cadseq::learn
