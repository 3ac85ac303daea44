#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace img2cadseq {

unsigned defaultThreads() { return std::max(1u, std::thread::hardware_concurrency()); }

void parallelFor(size_t count, unsigned threads, const std::function<void(size_t)>& body, std::stop_token stop) {
    if (threads == 0) threads = defaultThreads();
    threads = static_cast<unsigned>(std::min<size_t>(threads, count));
    std::atomic<size_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr failure;
    std::mutex failureMutex;
    const auto work = [&] {
        for (size_t i = next++; i < count && !failed && !stop.stop_requested(); i = next++) {
            try {
                body(i);
            } catch (...) {
                const std::lock_guard lock(failureMutex);
                if (!failed.exchange(true)) failure = std::current_exception();
            }
        }
    };
    if (threads <= 1) {
        work();
    } else {
        std::vector<std::jthread> workers;
        for (unsigned t = 1; t < threads; ++t) workers.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace img2cadseq
