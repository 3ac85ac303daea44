#include "align_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cloud_options.h"
#include "learn/alignment_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addAlignCommand(CLI::App& app) {
    auto options = std::make_shared<learn::AlignmentStageOptions>();
    options->train.batch = 128;
    CLI::App* command = app.add_subcommand("align", "Train the alignment of clouds and sequences");
    addTrainOptions(*command, options->train);
    addCloudOptions(*command, *options);
    command->add_option("--alike", options->alike, "Share of clouds in groups of one family")->capture_default_str();
    command->add_option("--group", options->group, "Parts of a group")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out parts at checkpoints")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainAlignment(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
