#include "app/cli/interrupt.h"

#include <atomic>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace img2cadseq::cli {
namespace {

std::atomic<int> interrupts{0};
int pipeEnds[2] = {-1, -1};

void onSignal(int) {
    ++interrupts;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

}  // namespace

void watchForInterrupts() {
    if (::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) != 0) return;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) handle(signal, onSignal);
}

void leaveInterruptsToParent() {
    for (const int signal : {SIGINT, SIGHUP}) handle(signal, SIG_IGN);
}

int interruptCount() { return interrupts.load(); }

int interruptDescriptor() { return pipeEnds[0]; }

}  // namespace img2cadseq::cli
