#include "lifter_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "learn/lifter_stage.h"
#include "learn/pairs_stage.h"
#include "pairs_folder.h"
#include "picture_options.h"
#include "train_options.h"

namespace img2cadseq::train {

void addLifterCommand(CLI::App& app) {
    auto options = std::make_shared<learn::LifterStageOptions>();
    CLI::App* command = app.add_subcommand("lifter", "Train the image lifter");
    addTrainOptions(*command, options->train);
    addDeviceOption(*command, options->train);
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
    auto onPairs = std::make_shared<learn::PairsStageOptions>();
    auto pairs = std::make_shared<std::filesystem::path>();
    command
        ->add_option("--pairs", *pairs,
                     "Folder of photographs with known geometry: adapters of low rank learn from them and from made "
                     "pictures; run folder's lifter.safetensors is the lifter of --warm-start with them")
        ->needs("--warm-start");
    command->add_option("--pairs-share", onPairs->share, "Share of a batch: examples of --pairs")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--rank", onPairs->rank, "Rank of the adapters for --pairs")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    command->callback([options, onPairs, pairs] {
        learn::prepareForTraining(options->train.threads);
        const std::stop_token stop = learn::stopOnSignals().get_token();
        if (pairs->empty()) return learn::trainLifter(*options, stop);
        onPairs->train = options->train;
        onPairs->data = options->data;
        onPairs->workers = options->workers;
        onPairs->evaluate = options->evaluate;
        learn::trainOnPairs(*onPairs, readPairs(*pairs), stop);
    });
}

}  // namespace img2cadseq::train
