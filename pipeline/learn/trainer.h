#pragma once
// The training loop every stage shares: AdamW with decoupled decay, warm-up, EMA weights, bf16 autocast, gradient
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

namespace torch::nn {
class Module;
}

namespace img2cadseq::learn {

enum class Schedule { Constant, Cosine };

struct TrainOptions {
    std::filesystem::path folder;     ///< run folder, made where it is missing
    std::filesystem::path warmStart;  ///< weights file to begin from (its own step count starts at 0); empty: fresh
    bool resume = true;               ///< go on from folder/state.safetensors where there is one
    int64_t steps = 0;                ///< stop after so many; 0: no limit
    double minutes = 0;               ///< stop after so long in this process; 0: no limit
    int64_t batch = 32;               ///< samples a step, for the curve's sample count
    double learningRate = 1e-3;
    double weightDecay = 0.01;               ///< on tensors of two or more dimensions only
    int64_t warmup = 500;                    ///< steps of linear warm-up (after a warm start too)
    Schedule schedule = Schedule::Constant;  ///< Cosine falls to a hundredth at `steps`, or at `minutes`
    double clip = 1.0;                       ///< largest global gradient norm; 0: no clipping
    double ema = 0.999;                      ///< decay of the averaged weights a step; 0: none are kept
    bool bf16 = true;                        ///< autocast where the device is fast with it
    uint64_t seed = 1;
    int threads = 1;  ///< LibTorch's threads
    double checkpointMinutes = 5;
    int64_t logEvery = 100;  ///< steps between lines of the curve
};

/// What one step's forward pass gives: the loss to minimise, and named parts for the curve (detached means).
struct StepLoss {
    torch::Tensor loss;
    std::vector<std::pair<std::string, torch::Tensor>> parts;
};

/// Sets LibTorch's threads and the allocator for training (large blocks are kept, not returned: page faults cost a
/// third). Call it first in main.
void prepareForTraining(int threads);

/// SIGINT and SIGTERM ask this source to stop; a second signal ends the process.
std::stop_source& stopOnSignals();

class Trainer {
public:
    /// Forward pass of step n (from 0); runs under autocast where bf16 is on. It takes its own batch.
    using Forward = std::function<StepLoss(int64_t step)>;
    /// Called at every checkpoint with the EMA weights in place and gradients off; returns figures for the log and
    /// curve.
    using Evaluate = std::function<std::map<std::string, double>()>;

    /// `metadata` is written into the weights file (what a reader must know to build the network again).
    Trainer(TrainOptions options, std::shared_ptr<torch::nn::Module> model,
            std::map<std::string, std::string> metadata = {});
    ~Trainer();

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
