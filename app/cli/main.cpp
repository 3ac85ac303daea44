#include <csignal>

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"

int main(int count, char** words) {
    // A closed pipe or a file-size limit is an error of that write, not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    img2cadseq::cli::watchForInterrupts();
    return img2cadseq::cli::runCommandLine(count, words);
}
