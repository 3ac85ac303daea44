#pragma once
// Options of the stages that learn from made pictures.

#include <CLI/CLI.hpp>

#include "learn/lifter_sample.h"

namespace img2cadseq::train {

inline void addPictureOptions(CLI::App& command, learn::LifterDataOptions& data) {
    command.add_option("--data-seed", data.seed, "Seed of the parts")->capture_default_str();
    command.add_option("--parts", data.parts, "Use only so many parts (0: no limit)")->capture_default_str();
    command.add_option("--photographs", data.photographs, "Share of photograph-like pictures")->capture_default_str();
    command.add_option("--primitives", data.primitives, "Share of bare boxes, discs, tubes and the like")
        ->capture_default_str();
    command.add_option("--housings", data.housings, "Share of the other parts that are boxes, trays, lids and holders")
        ->capture_default_str();
    command.add_option("--detailed", data.detailed, "Share of the other parts that have two blocks or more")
        ->capture_default_str();
    command.add_option("--reproportioned", data.reproportioned, "Share of the other parts made thinner or longer")
        ->capture_default_str();
    command.add_option("--straight-on", data.straightOn, "Share of photograph-like views straight on one side")
        ->capture_default_str();
    command.add_option("--free-roll", data.freeRoll, "Share of views turned about the line of sight")
        ->capture_default_str();
    command.add_option("--unknown-mask", data.unknownMask, "Share of pairs without a mask")->capture_default_str();
    command.add_option("--drawings", data.drawings, "Share of line drawings")->capture_default_str();
    command.add_option("--developed", data.developed, "Share of pictures with another contrast")->capture_default_str();
    command.add_option("--small", data.small, "Share of pictures that show the part small, enlarged")
        ->capture_default_str();
    command.add_option("--bordered", data.bordered, "Share of pictures that end inside the crop")
        ->capture_default_str();
}

}  // namespace img2cadseq::train
