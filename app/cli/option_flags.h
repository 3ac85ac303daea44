#pragma once
// Command-line flags made from a table of options; both programs with a command line use it.

#include "core/options.h"

namespace CLI {
class App;
}

namespace img2cadseq::cli {

/// A flag "--name" for the option, which must outlive the parsing.
void addFlag(CLI::App& app, Option& option);

}  // namespace img2cadseq::cli
