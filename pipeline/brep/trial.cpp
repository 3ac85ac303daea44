#include "brep/trial.h"

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace img2cadseq::brep {
namespace {

[[noreturn]] void runChild(const std::function<void()>& body, unsigned seconds) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) ::signal(signal, SIG_DFL);
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::alarm(seconds);
    try {
        body();
    } catch (...) {
    }
    ::_exit(0);
}

}  // namespace

TrialEnd tryInChild(const std::function<void()>& body, unsigned seconds) {
    const pid_t child = ::fork();
    if (child < 0) return TrialEnd::Returned;
    if (child == 0) runChild(body, seconds);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return TrialEnd::Returned;
    if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGALRM ? TrialEnd::TimedOut : TrialEnd::Crashed;
    return WEXITSTATUS(status) == 0 ? TrialEnd::Returned : TrialEnd::Crashed;
}

}  // namespace img2cadseq::brep
