#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "app/cli/option_flags.h"
#include "app/cli/verb.h"
#include "core/error.h"

namespace img2cadseq::cli {
namespace {

constexpr const char* kFooter =
    "Progress goes to stderr, results to stdout.\n"
    "Exit status: 0 done, 1 a defect of this program, 2 usage, 3 bad input (the rest was done), 4 a part did not pass "
    "the gate, 130 stopped.";

/// A verb with the words the user gave it.
struct Command {
    std::unique_ptr<Verb> verb;
    OptionList options;
    std::vector<std::string> inputs;
    CLI::App* app = nullptr;
};

void bind(CLI::App& root, Command& command) {
    command.app = root.add_subcommand(command.verb->name(), command.verb->summary());
    command.verb->describe(command.options);
    if (!command.verb->inputs().empty())
        command.app->add_option("INPUT", command.inputs, command.verb->inputs())
            ->required(command.verb->inputsRequired())
            ->type_name("");
    for (Option& option : command.options.all()) addFlag(*command.app, option);
    command.app->footer(kFooter);
}

int usage(const std::string& what) {
    std::cerr << kProgram << ": " << what << "; see " << kProgram << " --help\n";
    return exitStatus(ErrorCode::Usage);
}

/// One line, whatever the library's message holds.
std::string oneLine(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

}  // namespace

int runCommandLine(int count, const char* const* words) {
    CLI::App app("Img2CADSeq without its window: construction sequences, solids and STEP.", kProgram);
    app.set_version_flag("--version", std::string(kProgram) + " " + IMG2CADSEQ_VERSION);
    app.require_subcommand(0, 1);
    app.footer(kFooter);
    std::vector<Command> commands;
    for (auto& verb : allVerbs()) commands.emplace_back().verb = std::move(verb);
    for (Command& command : commands) bind(app, command);
    try {
        app.parse(count, words);
        for (Command& command : commands)
            if (command.app->parsed()) return command.verb->run(command.inputs, command.options);
        return usage("say what to do");
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);
        return usage(oneLine(error.what()));
    } catch (const Error& error) {
        std::cerr << kProgram << ": " << oneLine(error.line()) << '\n';
        return exitStatus(error.code());
    } catch (const std::exception& error) {
        std::cerr << kProgram << ": this should not have happened: " << oneLine(error.what()) << '\n';
        return exitStatus(ErrorCode::Internal);
    }
}

}  // namespace img2cadseq::cli
