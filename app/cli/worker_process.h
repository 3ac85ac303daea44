#pragma once
// One forked process that works on items it is told, and what it says of them. Forking keeps a crash or an endless loop
// in a library from taking the batch with it, and lets libraries that are not re-entrant run side by side.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace img2cadseq::cli {

/// Called in the worker, with text that reaches the parent: for each result of an item, and to say how far one is.
struct Emit {
    std::function<void(const std::string&)> result, progress;
};
/// Called in the worker for an item. May throw.
using ItemWork = std::function<void(size_t item, const Emit& emit)>;

enum class Said : uint32_t { Result, Progress, Done, Failed };

struct WorkerMessage {
    Said said = Said::Done;
    std::string text;
};

class WorkerProcess {
public:
    /// Forks. `others` are descriptors of other workers that the child must not keep open. Throws Error(Internal).
    WorkerProcess(const ItemWork& work, const std::vector<int>& others);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    pid_t pid() const { return pid_; }
    int readEnd() const { return readEnd_; }
    int writeEnd() const { return writeEnd_; }

    void start(size_t item);
    /// Takes what has come in; false where the process is gone.
    bool receive(std::vector<WorkerMessage>& messages);
    void terminate(int signal);
    /// Waits for the end of a process that is gone or was killed; says how it ended.
    std::string reap();

    std::optional<size_t> item;                   ///< at work on
    std::chrono::steady_clock::time_point since;  ///< of the last sign of life

private:
    [[noreturn]] static void serve(const ItemWork& work, int in, int out);

    pid_t pid_ = -1;
    int readEnd_ = -1, writeEnd_ = -1;
    std::string buffer_;
};

}  // namespace img2cadseq::cli
