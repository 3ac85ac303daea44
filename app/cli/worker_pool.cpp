#include "app/cli/worker_pool.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <poll.h>
#include <signal.h>

#include "app/cli/interrupt.h"
#include "core/file.h"

namespace img2cadseq::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kGrace = 1.0;  // seconds

double secondsSince(Clock::time_point time) { return std::chrono::duration<double>(Clock::now() - time).count(); }

class Pool {
public:
    Pool(size_t count, const ItemWork& work, const PoolEvents& events, const PoolOptions& options)
        : count_(count), work_(work), events_(events), options_(options) {}

    bool run() {
        const size_t most = std::min(count_, static_cast<size_t>(std::max(1, options_.workers)));
        while (interruptCount() == 0 && (next_ < count_ || busy() > 0)) {
            while (next_ < count_ && busy() < most && giveOut(most)) {
            }
            wait();
        }
        return interruptCount() == 0 || endWork();
    }

private:
    size_t busy() const {
        return static_cast<size_t>(
            std::count_if(workers_.begin(), workers_.end(), [](const auto& w) { return w->item.has_value(); }));
    }

    bool giveOut(size_t most) {
        for (auto& worker : workers_) {
            if (worker->item) continue;
            worker->start(next_++);
            return true;
        }
        if (workers_.size() >= most) return false;
        std::vector<int> others;
        for (const auto& worker : workers_) others.insert(others.end(), {worker->readEnd(), worker->writeEnd()});
        workers_.push_back(std::make_unique<WorkerProcess>(work_, others));
        return true;
    }

    /// Waits for news of a worker, a stop, or the moment when somebody's time is up.
    void wait(double longest = 3600.0) {
        std::vector<pollfd> watched;
        for (const auto& worker : workers_) {
            watched.push_back({worker->readEnd(), POLLIN, 0});
            if (worker->item && options_.timeLimit > 0)
                longest = std::min(longest, std::max(0.0, options_.timeLimit - secondsSince(worker->since)));
        }
        if (interruptCount() == 0) watched.push_back({interruptDescriptor(), POLLIN, 0});
        ::poll(watched.data(), watched.size(), static_cast<int>(std::ceil(longest * 1000.0)));
        for (size_t i = workers_.size(); i-- > 0;) attend(i, watched[i].revents != 0);
    }

    void attend(size_t index, bool news) {
        WorkerProcess& worker = *workers_[index];
        std::vector<WorkerMessage> messages;
        const bool alive = !news || worker.receive(messages);
        for (const WorkerMessage& message : messages) take(worker, message);
        if (!alive) {
            remove(index);
        } else if (worker.item && options_.timeLimit > 0 && secondsSince(worker.since) >= options_.timeLimit) {
            worker.terminate(SIGKILL);
            remove(index, "took longer than " + std::to_string(static_cast<long>(options_.timeLimit)) +
                              " s without getting on");
        }
    }

    void take(WorkerProcess& worker, const WorkerMessage& message) {
        if (!worker.item) return;
        const size_t item = *worker.item;
        if (message.said == Said::Result) return events_.result(item, message.text);
        if (message.said == Said::Progress) return events_.progress(item, message.text);
        worker.item.reset();
        if (message.said == Said::Done) return events_.done(item, nullptr);
        if (interruptCount() > 0) return;  // it gave up because it was told to
        const Error error(ErrorCode::Internal, message.text);
        events_.done(item, &error);
    }

    /// A worker that is gone, because its time was up or for reasons of its own: its item has failed, and what it left
    /// half-written goes.
    void remove(size_t index, const std::string& timeUp = {}) {
        const std::unique_ptr<WorkerProcess> worker = std::move(workers_[index]);
        workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
        const pid_t pid = worker->pid();
        const std::string end = worker->reap();
        if (!options_.folder.empty()) removeTemporaries(options_.folder, pid);
        if (!worker->item) return;
        const bool crashed = timeUp.empty();
        const Error error(ErrorCode::BadGeometry, crashed ? "the geometry kernel " + end : timeUp,
                          std::string(crashed ? "" : "raise --time-limit, ") + "simplify the part or leave it out");
        events_.done(*worker->item, &error);
    }

    /// After a stop: a second's grace, or none after a second Ctrl-C.
    bool endWork() {
        for (const auto& worker : workers_) worker->terminate(SIGTERM);
        const Clock::time_point start = Clock::now();
        while (busy() > 0 && secondsSince(start) < kGrace && interruptCount() < 2) wait(0.05);
        for (const auto& worker : workers_) {
            if (!worker->item) continue;
            worker->terminate(SIGKILL);
            const pid_t pid = worker->pid();
            worker->reap();
            if (!options_.folder.empty()) removeTemporaries(options_.folder, pid);
        }
        return false;
    }

    size_t count_, next_ = 0;
    const ItemWork& work_;
    const PoolEvents& events_;
    const PoolOptions& options_;
    std::vector<std::unique_ptr<WorkerProcess>> workers_;
};

}  // namespace

bool runPool(size_t count, const ItemWork& work, const PoolEvents& events, const PoolOptions& options) {
    return Pool(count, work, events, options).run();
}

}  // namespace img2cadseq::cli
