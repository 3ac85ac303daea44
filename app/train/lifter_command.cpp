#include "lifter_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/lifter_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addLifterCommand(CLI::App& app) {
    auto options = std::make_shared<learn::LifterStageOptions>();
    CLI::App* command = app.add_subcommand("lifter", "Train the image lifter");
    addTrainOptions(*command, options->train);
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--parts", options->data.parts, "Use only so many parts (0: no limit)")->capture_default_str();
    command->add_option("--photographs", options->data.photographs, "Share of photograph-like pictures")
        ->capture_default_str();
    command->add_option("--primitives", options->data.primitives, "Share of bare boxes, discs, tubes and the like")
        ->capture_default_str();
    command->add_option("--flattened", options->data.flattened, "Share of the other parts that are made thinner")
        ->capture_default_str();
    command->add_option("--free-roll", options->data.freeRoll, "Share of views turned about the line of sight")
        ->capture_default_str();
    command->add_option("--unknown-mask", options->data.unknownMask, "Share of pairs without a mask")
        ->capture_default_str();
    command->add_option("--drawings", options->data.drawings, "Share of line drawings")->capture_default_str();
    command->add_option("--own-drawings", options->ownDrawings, "Share of a batch: drawings of the lifter's own edges")
        ->capture_default_str();
    command->add_option("--developed", options->data.developed, "Share of pictures with another contrast")
        ->capture_default_str();
    command->add_option("--bordered", options->data.bordered, "Share of pictures that end inside the crop")
        ->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--stem", options->stem, "Channels at a quarter of the picture's side")->capture_default_str();
    command->add_option("--fine", options->fine, "Channels at an eighth")->capture_default_str();
    command->add_option("--middle", options->middle, "Channels at a sixteenth")->capture_default_str();
    command->add_option("--width", options->width, "Width of the attention layers")->capture_default_str();
    command->add_option("--heads", options->heads, "Attention heads")->capture_default_str();
    command->add_option("--layers", options->layers, "Attention layers")->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out pictures measured at checkpoints")
        ->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainLifter(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
