#include "refine_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "learn/refine_stage.h"
#include "train_options.h"

namespace img2cadseq::train {
namespace {

void addTraining(CLI::App& app) {
    auto options = std::make_shared<learn::RefineOptions>();
    options->train.bf16 = false;
    options->train.batch = 8;
    options->train.learningRate = 2e-3;
    options->train.warmup = 100;
    options->train.schedule = learn::Schedule::Cosine;
    CLI::App* command = app.add_subcommand("refine", "Train UA-DGCNN, which refines clouds");
    addTrainOptions(*command, options->train);
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--points", options->data.points, "Points of a cloud")->capture_default_str();
    command->add_option("--clean", options->data.clean, "Share of clouds without damage")->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--width", options->width, "Width of the network")->capture_default_str();
    command->add_option("--neighbours", options->neighbours, "Edges of a point")->capture_default_str();
    command->add_option("--layers", options->layers, "EdgeConv layers")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainRefine(*options, learn::stopOnSignals().get_token());
    });
}

void addMeasuring(CLI::App& app) {
    auto options = std::make_shared<learn::RefineReportOptions>();
    CLI::App* command = app.add_subcommand("measure-refine", "Measure UA-DGCNN on held-out parts");
    command->add_option("--weights", options->weights, "Weights")->required()->check(CLI::ExistingFile);
    command->add_option("--seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--points", options->data.points, "Points of a cloud")->capture_default_str();
    command->add_option("--noise", options->data.noise, "Deviation of the noise (0: drawn)")->capture_default_str();
    command->add_option("--clean", options->data.clean, "Share of clouds without damage")->capture_default_str();
    command->add_option("--count", options->count, "Clouds")->capture_default_str();
    command->add_option("--neighbours", options->neighbours, "Of the smoothing it is compared with")
        ->capture_default_str();
    command->add_option("--lambda", options->lambda, "Share drawn by importance")->capture_default_str();
    command->add_option("--beta", options->beta, "How much importance counts")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(1);
        for (const auto& [name, value] : learn::reportRefine(*options, learn::stopOnSignals().get_token()))
            std::cout << name << ' ' << value << '\n';
    });
}

}  // namespace

void addRefineCommand(CLI::App& app) {
    addTraining(app);
    addMeasuring(app);
}

}  // namespace img2cadseq::train
