#include "measure_command.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>

#include "core/log.h"
#include "kernel_gate.h"
#include "learn/alignment_stage.h"
#include "learn/diffusion_report.h"
#include "learn/train_options.h"
#include "learn/unconditional_report.h"
#include "nn/attempts.h"

namespace img2cadseq::train {
namespace {

void printRow(const char* name, const learn::SetFigures& row) {
    std::printf("%-10s %6d %6d  %6.1f %%  %6.1f %%  %8.3f  %8.3f  %8.3f\n", name, row.asked, row.draws,
                100.0 * row.valid / std::max(1, row.asked), 100.0 * row.distances.coverage, 100.0 * row.distances.mmd,
                100.0 * row.distances.jsd, row.seconds);
}

void measureUnconditional(const learn::ReportOptions& report, learn::UnconditionalOptions options) {
    options.codes = report.codes;
    options.weights = report.weights;
    options.seed = report.seed;
    options.steps = report.steps;
    options.temperature = report.temperature;
    options.settle = report.settle;
    learn::PartGate gate = kernelGate();
    if (!gate) {
        logWarning("built without the kernel: every part that is not empty counts as valid");
        gate = [](const CadSequence&) { return true; };
    }
    const auto found = learn::reportUnconditional(options, gate, learn::stopOnSignals().get_token());
    std::printf("against %d held-out parts of the generator; fresh: as many new ones\n", options.references);
    std::printf("%-10s %6s %6s  %8s  %8s  %8s  %8s  %8s\n", "set", "asked", "draws", "valid", "COV", "100 MMD",
                "100 JSD", "s a part");
    printRow("samples", found.samples);
    printRow("fresh", found.fresh);
}

void measureAlignment(const learn::ReportOptions& report, const std::string& family) {
    learn::AlignmentReportOptions options;
    options.codes = report.codes;
    options.weights = report.weights;
    options.lifter = report.lifter;
    options.seed = report.seed;
    options.count = report.count;
    options.clean = report.clean;
    options.family = family;
    for (const auto& [name, value] : learn::reportAlignment(options)) std::cout << name << ' ' << value << '\n';
}

}  // namespace

void addMeasureCommand(CLI::App& app) {
    auto options = std::make_shared<learn::ReportOptions>();
    auto unconditional = std::make_shared<learn::UnconditionalOptions>();
    unconditional->samples = 0;
    CLI::App* command = app.add_subcommand("measure", "Measure the diffusion on held-out parts");
    command->add_option("--codes", options->codes, "Weights of the codebooks")->required()->check(CLI::ExistingFile);
    command->add_option("--weights", options->weights, "Weights of the diffusion")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("--models", options->models, "Fusion 360 lines to take parts from (none: synthetic parts)");
    command
        ->add_option("--lifter", options->lifter,
                     "Weights of a lifter: the synthetic parts' clouds are what it takes from pictures of them")
        ->check(CLI::ExistingFile);
    command->add_option("--seed", options->seed, "Seed of parts and samples")->capture_default_str();
    command->add_option("--count", options->count, "Parts")->capture_default_str();
    command->add_option("--samples", options->samples, "Candidates a part")->capture_default_str();
    command->add_option("--points", options->points, "Points of a cloud")->capture_default_str();
    command->add_option("--clean", options->clean, "Share of clouds without damage")->capture_default_str();
    command->add_option("--normals", options->normals, "Share of clouds with normals")->capture_default_str();
    command->add_option("--steps", options->steps, "Steps")->capture_default_str();
    command->add_option("--temperature", options->temperature, "Temperature")->capture_default_str();
    command->add_option("--guidance", options->guidance, "Guidance")->capture_default_str();
    command->add_flag("--settle,!--no-settle", options->settle, "Blocks first, then outer loops, then the rest");
    command->add_flag("--without-cloud", options->withoutCloud, "The network is not shown the cloud");
    command->add_flag("--without-picture", options->withoutPicture, "Nor the picture's tokens");
    command->add_option("--list", options->list, "File for one line a part: name, box, one, best, agreed, oracle");
    command->add_option("--unconditional", unconditional->samples,
                        "Instead: so many parts drawn without a cloud; valid, COV, MMD and JSD");
    command->add_option("--attempts", unconditional->attempts, "Times at most that one is drawn until it is valid")
        ->check(CLI::Range(1, nn::kAttempts))
        ->capture_default_str();
    command->add_option("--references", unconditional->references, "Parts of the generator to measure those against")
        ->capture_default_str();
    command->add_option("--sample-seed", unconditional->sampleSeed, "Seed of those that are drawn")
        ->capture_default_str();
    auto alignment = std::make_shared<bool>(false);
    auto family = std::make_shared<std::string>();
    command->add_flag("--alignment", *alignment,
                      "Instead: how often clouds and sequences of --count parts find each other; --weights are the "
                      "alignment's");
    command->add_option("--family", *family, "Family of a quarter of those parts (none: that of the first)");
    command->callback([options, unconditional, alignment, family] {
        learn::prepareForTraining(1);
        if (*alignment) return measureAlignment(*options, *family);
        if (unconditional->samples > 0) return measureUnconditional(*options, *unconditional);
        for (const auto& [name, value] : learn::reportDiffusion(*options, learn::stopOnSignals().get_token()))
            std::cout << name << ' ' << value << '\n';
    });
}

}  // namespace img2cadseq::train
