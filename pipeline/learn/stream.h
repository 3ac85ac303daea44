#pragma once
// Training data made on the fly: worker threads call make(index), the trainer receives the results in the order of the
// indices, so that a run is the same whatever the number of workers.

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace img2cadseq::learn {

/// An endless stream of make(first), make(first + 1), ... `make` must be safe to call from several threads at once.
template <class Batch>
class Stream {
public:
    Stream(std::function<Batch(uint64_t)> make, unsigned workers, uint64_t first = 0, size_t ahead = 8)
        : make_(std::move(make)), ahead_(ahead), produced_(first), consumed_(first) {
        for (unsigned i = 0; i < std::max(1u, workers); ++i) {
            threads_.emplace_back([this](std::stop_token stop) { work(stop); });
        }
    }
    ~Stream() {
        for (auto& thread : threads_) thread.request_stop();
        room_.notify_all();
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// The next batch in order; waits for it. Throws what make() threw for it.
    Batch next() {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return done_.contains(consumed_); });
        auto node = done_.extract(consumed_++);
        lock.unlock();
        room_.notify_all();
        if (node.mapped().error) std::rethrow_exception(node.mapped().error);
        return std::move(node.mapped().batch);
    }

private:
    struct Item {
        Batch batch;
        std::exception_ptr error;
    };

    void work(std::stop_token stop) {
        while (true) {
            uint64_t index = 0;
            {
                std::unique_lock lock(mutex_);
                if (!room_.wait(lock, stop, [&] { return produced_ < consumed_ + ahead_; })) return;
                if (stop.stop_requested()) return;
                index = produced_++;
            }
            Item item;
            try {
                item.batch = make_(index);
            } catch (...) {
                item.error = std::current_exception();
            }
            {
                std::lock_guard lock(mutex_);
                done_.emplace(index, std::move(item));
            }
            ready_.notify_all();
        }
    }

    std::function<Batch(uint64_t)> make_;
    size_t ahead_;
    std::mutex mutex_;
    std::condition_variable_any room_, ready_;
    std::map<uint64_t, Item> done_;
    uint64_t produced_, consumed_;
    std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

}  // namespace img2cadseq::learn
