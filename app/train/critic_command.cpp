#include "critic_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/critic_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addCriticCommand(CLI::App& app) {
    auto options = std::make_shared<learn::CriticStageOptions>();
    options->train.batch = 8;
    CLI::App* command = app.add_subcommand("critic", "Train the critic of a picture's candidates");
    addTrainOptions(*command, options->train);
    command->add_option("--cases", options->cases, "Folder of cases, see img2cadseq-critic-cases")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("--held", options->held, "Folder of cases for the figures at checkpoints")
        ->check(CLI::ExistingDirectory);
    command->add_option("--candidates", options->candidates, "Of each picture, a step")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--width", options->width, "Channels of the first layer")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--ranking", options->ranking, "Weight of the order within a picture")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainCritic(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
