#include "field_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/field_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addFieldCommand(CLI::App& app) {
    auto options = std::make_shared<learn::FieldStageOptions>();
    options->data.unknownMask = 0.0;
    CLI::App* command = app.add_subcommand("field", "Train the lifter's occupancy field alone");
    addTrainOptions(*command, options->train);
    command->get_option("--warm-start")->required();
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--photographs", options->data.photographs, "Share of photograph-like pictures")
        ->capture_default_str();
    command->add_option("--primitives", options->data.primitives, "Share of bare boxes, discs, tubes and the like")
        ->capture_default_str();
    command->add_option("--flattened", options->data.flattened, "Share of the other parts that are made thinner")
        ->capture_default_str();
    command->add_option("--drawings", options->data.drawings, "Share of line drawings")->capture_default_str();
    command->add_option("--true-pose", options->truePose, "Share of pictures under their true camera and sides")
        ->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out pictures measured at checkpoints")
        ->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainField(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
