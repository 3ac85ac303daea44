#pragma once
// Options every stage of img2cadseq-train has.

#include <CLI/CLI.hpp>

#include "learn/train_options.h"

namespace img2cadseq::train {

inline void addTrainOptions(CLI::App& command, learn::TrainOptions& options) {
    command.add_option("--run", options.folder, "Run folder; a run found there goes on")->required();
    command.add_option("--warm-start", options.warmStart, "Weights to begin from");
    command.add_flag("--resume,!--no-resume", options.resume, "Go on from the run folder's state");
    command.add_option("--steps", options.steps, "Stop after so many steps (0: no limit)")->capture_default_str();
    command.add_option("--minutes", options.minutes, "Stop after so many minutes (0: no limit)")->capture_default_str();
    command.add_option("--batch", options.batch, "Samples a step")->capture_default_str();
    command.add_option("--rate", options.learningRate, "Learning rate")->capture_default_str();
    command.add_option("--known-share", options.knownShare, "Share of the rate for what the warm start has")
        ->capture_default_str();
    command.add_option("--decay", options.weightDecay, "Weight decay")->capture_default_str();
    command.add_option("--warmup", options.warmup, "Steps of warm-up")->capture_default_str();
    command.add_option("--clip", options.clip, "Largest gradient norm (0: any)")->capture_default_str();
    command.add_option("--ema", options.ema, "Decay of the averaged weights")->capture_default_str();
    command.add_option("--seed", options.seed, "Seed of weights and noise")->capture_default_str();
    command.add_option("--threads", options.threads, "LibTorch's threads")->capture_default_str();
    command.add_option("--checkpoint-minutes", options.checkpointMinutes, "Minutes between checkpoints")
        ->capture_default_str();
    command.add_option("--log-every", options.logEvery, "Steps between lines of the curve")->capture_default_str();
    command.add_flag("--muon,!--no-muon", options.muon, "Hidden matrices by Muon");
    command.add_flag("--bf16,!--no-bf16", options.bf16,
                     "Matrix products in bf16; as it is without either: where the processor or a GPU is fast with it");
    command
        .add_option_function<std::string>(
            "--schedule",
            [&options](const std::string& name) {
                options.schedule = name == "cosine" ? learn::Schedule::Cosine : learn::Schedule::Constant;
            },
            "constant or cosine")
        ->check(CLI::IsMember({"constant", "cosine"}));
}

/// For stages that can train elsewhere than on the CPU.
inline void addDeviceOption(CLI::App& command, learn::TrainOptions& options) {
    command.add_option("--device", options.device, "Where the network is trained: auto, cpu or cuda:N")
        ->capture_default_str();
}

}  // namespace img2cadseq::train
