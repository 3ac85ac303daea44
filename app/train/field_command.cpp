#include "field_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/field_stage.h"
#include "picture_options.h"
#include "train_options.h"

namespace img2cadseq::train {

void addFieldCommand(CLI::App& app) {
    auto options = std::make_shared<learn::FieldStageOptions>();
    CLI::App* command = app.add_subcommand("field", "Train the lifter's occupancy field alone");
    addTrainOptions(*command, options->train);
    addPictureOptions(*command, options->data);
    command->get_option("--warm-start")->required();
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
