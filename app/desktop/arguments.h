#pragma once
// The words the program is started with.

#include <optional>
#include <string>
#include <vector>

#include "document/run_state.h"

namespace img2cadseq::desktop {

struct Arguments {
    std::vector<std::string> inputs;  ///< opened at the start; several make a batch
    std::string run;                  ///< opened and reconstructed at once
    std::string out;                  ///< where the results of `run` go
    std::string screenshot;           ///< a picture of the window at the end of the run, or of the start
    std::string record, replay;       ///< recordings of a run
    std::string theme, size;          ///< "light", "dark", "system"; "1280x800"
    bool exitAfterRun = false, exitAfterStartup = false;
    bool cleanSettings = false;  ///< settings of earlier starts are neither read nor written
    ReconstructOptions options;
};

/// Prints help, version or what is wrong with the words, and gives the exit status, where there is nothing to start.
std::optional<int> readArguments(int count, char** words, Arguments& arguments);

}  // namespace img2cadseq::desktop
