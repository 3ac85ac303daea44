#include "app/cli/worker_process.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/cli/interrupt.h"
#include "core/error.h"

namespace img2cadseq::cli {
namespace {

bool writeAll(int descriptor, const char* bytes, size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        size -= static_cast<size_t>(written);
    }
    return true;
}

bool readAll(int descriptor, char* bytes, size_t size) {
    while (size > 0) {
        const ssize_t got = ::read(descriptor, bytes, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        bytes += got;
        size -= static_cast<size_t>(got);
    }
    return true;
}

constexpr size_t kHead = 8;

/// Exits the worker where the parent is gone.
void tell(int descriptor, Said said, const std::string& text) {
    const std::array<uint32_t, 2> head = {static_cast<uint32_t>(said), static_cast<uint32_t>(text.size())};
    std::string frame(kHead, '\0');
    std::memcpy(frame.data(), head.data(), kHead);
    frame += text;
    if (!writeAll(descriptor, frame.data(), frame.size())) ::_exit(1);
}

}  // namespace

WorkerProcess::WorkerProcess(const ItemWork& work, const std::vector<int>& others)
    : since(std::chrono::steady_clock::now()) {
    int down[2], up[2];
    if (::pipe2(down, O_CLOEXEC) != 0) throw Error(ErrorCode::Internal, "no pipe for a worker process can be had");
    if (::pipe2(up, O_CLOEXEC) != 0) {
        ::close(down[0]);
        ::close(down[1]);
        throw Error(ErrorCode::Internal, "no pipe for a worker process can be had");
    }
    pid_ = ::fork();
    if (pid_ == 0) {
        ::close(down[1]);
        ::close(up[0]);
        for (const int other : others) ::close(other);
        serve(work, down[0], up[1]);
    }
    ::close(down[0]);
    ::close(up[1]);
    writeEnd_ = down[1];
    readEnd_ = up[0];
    if (pid_ < 0) throw Error(ErrorCode::Internal, "no worker process can be started", "give a smaller --jobs");
    ::fcntl(readEnd_, F_SETFL, O_NONBLOCK);
}

WorkerProcess::~WorkerProcess() {
    if (writeEnd_ >= 0) ::close(writeEnd_);
    if (readEnd_ >= 0) ::close(readEnd_);
    if (pid_ > 0) ::waitpid(pid_, nullptr, 0);
}

void WorkerProcess::serve(const ItemWork& work, int in, int out) {
    leaveInterruptsToParent();
    // Libraries print what they like; stdout is for results alone.
    const int nowhere = ::open("/dev/null", O_WRONLY);
    if (nowhere >= 0) ::dup2(nowhere, STDOUT_FILENO);
    uint64_t item = 0;
    while (readAll(in, reinterpret_cast<char*>(&item), sizeof(item))) {
        try {
            work(item, {[&](const std::string& text) { tell(out, Said::Result, text); },
                        [&](const std::string& text) { tell(out, Said::Progress, text); }});
            tell(out, Said::Done, {});
        } catch (const std::exception& error) {
            tell(out, Said::Failed, error.what());
        }
    }
    ::_exit(0);
}

void WorkerProcess::start(size_t next) {
    item = next;
    since = std::chrono::steady_clock::now();
    const uint64_t number = next;
    // A worker that is gone is noticed when its other pipe ends.
    writeAll(writeEnd_, reinterpret_cast<const char*>(&number), sizeof(number));
}

bool WorkerProcess::receive(std::vector<WorkerMessage>& messages) {
    char bytes[65536];
    bool alive = true;
    while (true) {
        const ssize_t got = ::read(readEnd_, bytes, sizeof(bytes));
        if (got > 0) {
            buffer_.append(bytes, static_cast<size_t>(got));
            continue;
        }
        if (got < 0 && errno == EINTR) continue;
        alive = got < 0 && errno == EAGAIN;
        break;
    }
    size_t at = 0;
    while (buffer_.size() - at >= kHead) {
        std::array<uint32_t, 2> head;
        std::memcpy(head.data(), buffer_.data() + at, kHead);
        if (buffer_.size() - at - kHead < head[1]) break;
        messages.push_back({static_cast<Said>(head[0]), buffer_.substr(at + kHead, head[1])});
        at += kHead + head[1];
    }
    buffer_.erase(0, at);
    if (at > 0) since = std::chrono::steady_clock::now();
    return alive;
}

void WorkerProcess::terminate(int signal) {
    if (pid_ > 0) ::kill(pid_, signal);
}

std::string WorkerProcess::reap() {
    int status = 0;
    if (pid_ <= 0 || ::waitpid(pid_, &status, 0) != pid_) return "ended";
    pid_ = -1;
    if (WIFSIGNALED(status)) return std::string("crashed (") + ::strsignal(WTERMSIG(status)) + ")";
    return "ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace img2cadseq::cli
