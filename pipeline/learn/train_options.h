#pragma once
// What every training stage can be told, and how its process is prepared. No torch in this header.

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>

namespace img2cadseq::learn {

/// Whether this processor multiplies matrices of bf16 itself (AVX512-bf16, AMX), or there is a GPU that does. Where it
/// does not, they are a hundred times slower than f32.
bool bf16IsFast();

enum class Schedule { Constant, Cosine };

struct TrainOptions {
    std::filesystem::path folder;     ///< run folder, made where it is missing
    std::filesystem::path warmStart;  ///< weights file to begin from (its own step count starts at 0); empty: fresh
    bool resume = true;               ///< go on from folder/state.safetensors where there is one
    int64_t steps = 0;                ///< stop after so many; 0: no limit
    double minutes = 0;               ///< stop after so long in this process; 0: no limit
    int64_t batch = 32;               ///< samples a step, for the curve's sample count
    double learningRate = 1e-3;
    double knownShare =
        1.0;  ///< of the rate, for what the weights of the warm start have; the rest is new and learns fast
    double weightDecay = 0.01;               ///< on tensors of two or more dimensions only
    int64_t warmup = 500;                    ///< steps of linear warm-up (after a warm start too)
    Schedule schedule = Schedule::Constant;  ///< Cosine falls to a hundredth at `steps`, or at `minutes`
    double clip = 1.0;                       ///< largest global gradient norm; 0: no clipping
    double ema = 0.999;                      ///< decay of the averaged weights a step; 0: none are kept
    bool muon = false;                       ///< hidden matrices by Muon (see muon.h), the rest by AdamW
    bool bf16 = bf16IsFast();                ///< autocast of matrix products
    uint64_t seed = 1;
    std::string device = "cpu";  ///< as nn::deviceNamed() takes it, where the stage has its choice
    int threads = 1;             ///< LibTorch's threads
    double checkpointMinutes = 5;
    int64_t logEvery = 100;  ///< steps between lines of the curve
};

/// Sets LibTorch's threads and the allocator for training (large blocks are kept, not returned: page faults cost a
/// third). Call it first in main.
void prepareForTraining(int threads);

/// SIGINT and SIGTERM ask this source to stop; a second signal ends the process.
std::stop_source& stopOnSignals();

}  // namespace img2cadseq::learn
