#include "close_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/close_stage.h"
#include "picture_options.h"
#include "train_options.h"

namespace img2cadseq::train {

void addCloseCommand(CLI::App& app) {
    auto options = std::make_shared<learn::CloseStageOptions>();
    CLI::App* command = app.add_subcommand("close", "Train what the lifter says of parts of a picture alone");
    addTrainOptions(*command, options->train);
    addPictureOptions(*command, options->data);
    command->get_option("--warm-start")->required();
    command->add_option("--width", options->width, "Of the head, where the weights have none")->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out parts measured at checkpoints")
        ->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainClose(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
