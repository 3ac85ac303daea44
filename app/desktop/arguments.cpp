#include "app/desktop/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/cli/option_flags.h"

namespace img2cadseq::desktop {
namespace {

constexpr const char* kProgram = "img2cadseq";

int usage(std::string what) {
    std::replace(what.begin(), what.end(), '\n', ' ');
    std::cerr << kProgram << ": " << what << "; see " << kProgram << " --help\n";
    return exitStatus(ErrorCode::Usage);
}

}  // namespace

std::optional<int> readArguments(int count, char** words, Arguments& arguments) {
    CLI::App app("From a photograph of a mechanical part to editable CAD, in a window.", kProgram);
    app.set_version_flag("--version", std::string(kProgram) + " " + IMG2CADSEQ_VERSION);
    app.add_option("INPUT", arguments.inputs, "photographs, point clouds, STEP files, sessions; several make a batch")
        ->type_name("");
    app.add_option("--run", arguments.run, "open this and reconstruct it at once")->type_name("FILE");
    app.add_option("--out", arguments.out, "with --run: write the results into a folder here")->type_name("DIR");
    app.add_option("--screenshot", arguments.screenshot, "picture of the window when the run has ended")
        ->type_name("FILE");
    app.add_flag("--exit-after-run", arguments.exitAfterRun, "end with the run");
    app.add_flag("--exit-after-startup", arguments.exitAfterStartup, "end when the window is up");
    app.add_option("--record", arguments.record, "keep the events of runs in this file")->type_name("FILE");
    app.add_option("--replay", arguments.replay, "play the run in this file")->type_name("FILE");
    app.add_option("--theme", arguments.theme, "light, dark or system")
        ->check(CLI::IsMember({"light", "dark", "system"}))
        ->type_name("NAME");
    app.add_option("--window", arguments.size, "size of the window, e.g. 1280x800")->type_name("WxH");
    app.add_flag("--clean", arguments.cleanSettings, "without the settings of earlier starts");
    OptionList options;
    options.add(arguments.options);
    for (Option& option : options.all()) cli::addFlag(app, option);
    try {
        app.parse(count, words);
        if (!arguments.out.empty() && arguments.run.empty()) return usage("--out needs --run");
        if (arguments.exitAfterRun && arguments.run.empty() && arguments.replay.empty())
            return usage("--exit-after-run needs --run or --replay");
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);
        return usage(error.what());
    } catch (const Error& error) {
        return usage(error.line());
    }
    return std::nullopt;
}

}  // namespace img2cadseq::desktop
