#pragma once
// Options of the stages that learn from clouds and their sequences.

#include <CLI/CLI.hpp>

namespace img2cadseq::train {

/// `options`: of the diffusion or the alignment.
template <class StageOptions>
void addCloudOptions(CLI::App& command, StageOptions& options) {
    command.add_option("--codes", options.codes, "Weights of the codebooks")->required()->check(CLI::ExistingFile);
    command.add_option("--data-seed", options.data.seed, "Seed of the parts")->capture_default_str();
    command.add_option("--lifter", options.lifter, "Weights of a lifter: clouds of pictures are learnt from too")
        ->check(CLI::ExistingFile);
    command.add_option("--from-pictures", options.fromPictures, "Share of those")->capture_default_str();
    command.add_option("--picture-seed", options.pictures.pictures.seed, "Seed of their parts")->capture_default_str();
    command.add_option("--clean", options.data.clean, "Share of clouds without damage")->capture_default_str();
    command.add_option("--parts", options.data.parts, "Use only so many parts (0: no limit)")->capture_default_str();
    command.add_option("--points", options.data.points, "Points of a cloud")->capture_default_str();
    command.add_option("--workers", options.workers, "Threads that make data")->capture_default_str();
}

}  // namespace img2cadseq::train
