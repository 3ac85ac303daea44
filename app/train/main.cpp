// img2cadseq-train: trains the networks, stage by stage.

#include <CLI/CLI.hpp>
#include <iostream>

#include "align_command.h"
#include "close_command.h"
#include "codes_command.h"
#include "core/error.h"
#include "core/log.h"
#include "diffusion_command.h"
#include "field_command.h"
#include "lifter_command.h"
#include "measure_command.h"
#include "refine_command.h"

int main(int argc, char** argv) {
    using namespace img2cadseq;
    CLI::App app{"Trains the networks of Img2CADSeq on parts it makes itself."};
    app.require_subcommand(1);
    setUpLog(LogLevel::Info);
    train::addAlignCommand(app);
    train::addCloseCommand(app);
    train::addCodesCommand(app);
    train::addDiffusionCommand(app);
    train::addFieldCommand(app);
    train::addLifterCommand(app);
    train::addMeasureCommand(app);
    train::addRefineCommand(app);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const Error& error) {
        std::cerr << "img2cadseq-train: " << error.line() << '\n';
        return exitStatus(error.code());
    } catch (const std::exception& error) {
        std::cerr << "img2cadseq-train: " << error.what() << '\n';
        return 1;
    }
}
