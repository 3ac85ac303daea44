#include "codes_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/codes_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addCodesCommand(CLI::App& app) {
    auto options = std::make_shared<learn::CodesOptions>();
    options->train.bf16 = false;
    options->train.schedule = learn::Schedule::Cosine;
    options->train.steps = 12000;
    options->train.batch = 64;
    options->train.learningRate = 1.5e-3;
    options->data.clean = 1.0;
    options->data.points = 512;
    CLI::App* command = app.add_subcommand("codes", "Train the three codebooks");
    addTrainOptions(*command, options->train);
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainCodes(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
