#include "align_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/alignment_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addAlignCommand(CLI::App& app) {
    auto options = std::make_shared<learn::AlignmentStageOptions>();
    options->train.batch = 128;
    CLI::App* command = app.add_subcommand("align", "Train the alignment of clouds and sequences");
    addTrainOptions(*command, options->train);
    command->add_option("--codes", options->codes, "Weights of the codebooks")->required()->check(CLI::ExistingFile);
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--lifter", options->lifter, "Weights of a lifter: clouds of pictures are learnt from too")
        ->check(CLI::ExistingFile);
    command->add_option("--from-pictures", options->fromPictures, "Share of those")->capture_default_str();
    command->add_option("--picture-seed", options->pictures.pictures.seed, "Seed of their parts")
        ->capture_default_str();
    command->add_option("--clean", options->data.clean, "Share of clouds without damage")->capture_default_str();
    command->add_option("--parts", options->data.parts, "Use only so many parts (0: no limit)")->capture_default_str();
    command->add_option("--alike", options->alike, "Share of clouds in groups of one family")->capture_default_str();
    command->add_option("--group", options->group, "Parts of a group")->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out parts at checkpoints")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainAlignment(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
