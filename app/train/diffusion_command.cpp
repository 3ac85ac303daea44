#include "diffusion_command.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "cloud_options.h"
#include "learn/diffusion_stage.h"
#include "train_options.h"

namespace img2cadseq::train {

void addDiffusionCommand(CLI::App& app) {
    auto options = std::make_shared<learn::DiffusionOptions>();
    options->train.batch = 128;
    CLI::App* command = app.add_subcommand("diffusion", "Train the diffusion from clouds to sequences");
    addTrainOptions(*command, options->train);
    addDeviceOption(*command, options->train);
    addCloudOptions(*command, *options);
    command->add_option("--width", options->width, "Width of the network")->capture_default_str();
    command->add_option("--heads", options->heads, "Attention heads")->capture_default_str();
    command->add_option("--encoder-layers", options->encoderLayers, "Layers over the cloud")->capture_default_str();
    command->add_option("--layers", options->layers, "Layers over the tree")->capture_default_str();
    command->add_option("--draws", options->draws, "Noise draws of each cloud")->capture_default_str();
    command->add_option("--evaluate", options->evaluate, "Held-out parts sampled at checkpoints")
        ->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainDiffusion(*options, learn::stopOnSignals().get_token());
    });
}

}  // namespace img2cadseq::train
