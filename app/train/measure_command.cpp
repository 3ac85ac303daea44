#include "measure_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "learn/diffusion_report.h"
#include "learn/train_options.h"

namespace img2cadseq::train {

void addMeasureCommand(CLI::App& app) {
    auto options = std::make_shared<learn::ReportOptions>();
    CLI::App* command = app.add_subcommand("measure", "Measure the diffusion on held-out parts");
    command->add_option("--codes", options->codes, "Weights of the codebooks")->required()->check(CLI::ExistingFile);
    command->add_option("--weights", options->weights, "Weights of the diffusion")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--models", options->models, "Fusion 360 lines to take parts from (none: synthetic parts)");
    command->add_option("--seed", options->seed, "Seed of parts and samples")->capture_default_str();
    command->add_option("--count", options->count, "Parts")->capture_default_str();
    command->add_option("--samples", options->samples, "Candidates a part")->capture_default_str();
    command->add_option("--points", options->points, "Points of a cloud")->capture_default_str();
    command->add_option("--clean", options->clean, "Share of clouds without damage")->capture_default_str();
    command->add_option("--normals", options->normals, "Share of clouds with normals")->capture_default_str();
    command->add_option("--steps", options->steps, "Steps")->capture_default_str();
    command->add_option("--temperature", options->temperature, "Temperature")->capture_default_str();
    command->add_option("--guidance", options->guidance, "Guidance")->capture_default_str();
    command->add_flag("--settle,!--no-settle", options->settle, "Blocks first, then outer loops, then the rest");
    command->add_option("--list", options->list, "File for one line a part: name, box, one, best, oracle");
    command->callback([options] {
        learn::prepareForTraining(1);
        for (const auto& [name, value] : learn::reportDiffusion(*options, learn::stopOnSignals().get_token()))
            std::cout << name << ' ' << value << '\n';
    });
}

}  // namespace img2cadseq::train
