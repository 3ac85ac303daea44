#include "refine_command.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>

#include "learn/refine_report.h"
#include "learn/refine_stage.h"
#include "train_options.h"

namespace img2cadseq::train {
namespace {

void addTraining(CLI::App& app) {
    auto options = std::make_shared<learn::RefineOptions>();
    options->train.bf16 = false;
    options->train.batch = 1;
    options->train.learningRate = 2e-3;
    options->train.muon = true;
    options->train.warmup = 100;
    options->train.schedule = learn::Schedule::Cosine;
    options->data.points = 8192, options->data.turned = 0.2, options->data.lifted = 0.1, options->data.bare = 0.2;
    CLI::App* command = app.add_subcommand("refine", "Train UA-DGCNN, which refines clouds");
    addTrainOptions(*command, options->train);
    command->add_option("--data-seed", options->data.seed, "Seed of the parts")->capture_default_str();
    command->add_option("--points", options->data.points, "Most points of a cloud")->capture_default_str();
    command->add_option("--clean", options->data.clean, "Share of measured clouds without damage")
        ->capture_default_str();
    command->add_option("--lifted", options->data.lifted, "Share of clouds as the lifter gives them")
        ->capture_default_str();
    command->add_option("--turned", options->data.turned, "Share of clouds turned at random, the rest along the axes")
        ->capture_default_str();
    command->add_option("--bare", options->data.bare, "Share of bare boxes, rods, discs and tubes")
        ->capture_default_str();
    command->add_option("--workers", options->workers, "Threads that make data")->capture_default_str();
    command->add_option("--width", options->width, "Width of the network")->capture_default_str();
    command->add_option("--neighbours", options->neighbours, "Edges of a point")->capture_default_str();
    command->add_option("--layers", options->layers, "EdgeConv layers")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(options->train.threads);
        learn::trainRefine(*options, learn::stopOnSignals().get_token());
    });
}

/// A table in Markdown; a dash where there is nothing of the kind.
void print(const std::vector<learn::RefineRow>& rows) {
    const auto figure = [](double value, double unit) {
        std::ostringstream text;
        text << std::fixed << std::setprecision(unit == 1.0 ? 2 : 1) << value * unit;
        return std::isnan(value) ? std::string("-") : text.str();
    };
    std::cout << "| clouds | | 1000 CD | 1000 distance, seen | hidden | near edges, % | drawn by importance, % |\n"
              << "|---|---|---|---|---|---|---|\n";
    for (const learn::RefineRow& row : rows)
        std::cout << "| " << row.clouds << " (" << row.count << ") | " << row.treatment << " | " << figure(row.cd, 1.0)
                  << " | " << figure(row.seen, 1.0) << " | " << figure(row.hidden, 1.0) << " | "
                  << figure(row.edges, 100.0) << " | " << figure(row.edgesByImportance, 100.0) << " |\n";
}

void addMeasuring(CLI::App& app) {
    auto options = std::make_shared<learn::RefineReportOptions>();
    CLI::App* command = app.add_subcommand(
        "measure-refine", "Compare UA-DGCNN's clouds with those given and smoothed ones, on parts it has not seen");
    command->add_option("--weights", options->weights, "Weights")->required()->check(CLI::ExistingFile);
    command->add_option("--lifter", options->lifter, "Weights of the image lifter, whose clouds are measured then")
        ->check(CLI::ExistingFile);
    command->add_option("--parts", options->parts, "File of parts to measure on (as `import` reads); else made ones")
        ->check(CLI::ExistingFile);
    command->add_option("--every", options->every, "Take every so many of the file's parts")->capture_default_str();
    command->add_option("--seed", options->seed, "Seed of parts and damage")->capture_default_str();
    command->add_option("--count", options->count, "Most parts")->capture_default_str();
    command->add_option("--points", options->points, "Points of a cloud")->capture_default_str();
    command->add_option("--neighbours", options->neighbours, "Of the smoothing")->capture_default_str();
    command->add_option("--lambda", options->lambda, "Share drawn by importance")->capture_default_str();
    command->add_option("--beta", options->beta, "How much importance counts")->capture_default_str();
    command->callback([options] {
        learn::prepareForTraining(1);
        print(learn::reportRefine(*options, learn::stopOnSignals().get_token()));
    });
}

}  // namespace

void addRefineCommand(CLI::App& app) {
    addTraining(app);
    addMeasuring(app);
}

}  // namespace img2cadseq::train
