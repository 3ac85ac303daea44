#pragma once
// Between a run on a worker and the window: events one way, stops the other. Both ends share it.

#include <functional>
#include <mutex>
#include <vector>

#include "infer/reconstructor.h"

namespace img2cadseq {

/// Thread-safe.
class RunChannel {
public:
    /// From the worker. Of progress that nobody has drained yet only the newest is kept.
    void push(ReconstructEvent&& event);
    /// Everything since the last call, in order; from the window, by a timer.
    std::vector<ReconstructEvent> drain();

    void stopNow() { now_.request_stop(); }
    void stopAndKeep() { keep_.request_stop(); }
    StopTokens tokens() const { return {now_.get_token(), keep_.get_token()}; }

private:
    std::mutex mutex_;
    std::vector<ReconstructEvent> events_;
    std::stop_source now_, keep_;
};

}  // namespace img2cadseq
