#include "lifter_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/lifter_stage.h"
#include "picture_options.h"
#include "train_options.h"

namespace img2cadseq::train {

void addLifterCommand(CLI::App& app) {
    auto options = std::make_shared<learn::LifterStageOptions>();
    CLI::App* command = app.add_subcommand("lifter", "Train the image lifter");
    addTrainOptions(*command, options->train);
    addPictureOptions(*command, options->data);
    command->add_option("--own-drawings", options->ownDrawings, "Share of a batch: drawings of the lifter's own edges")
        ->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--stem", options->stem, "Channels at a quarter of the picture's side")->capture_default_str();
    command->add_option("--fine", options->fine, "Channels at an eighth")->capture_default_str();
    command->add_option("--middle", options->middle, "Channels at a sixteenth")->capture_default_str();
    command->add_option("--width", options->width, "Width of the attention layers")->capture_default_str();
    command->add_option("--heads", options->heads, "Attention heads")->capture_default_str();
    command->add_option("--layers", options->layers, "Attention layers")->capture_default_str();
    command->add_option("--middle-layers", options->middleLayers, "Attention layers at a sixteenth")
        ->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out pictures measured at checkpoints")
        ->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainLifter(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
