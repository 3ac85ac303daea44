#include "document/run_channel.h"

#include <utility>

namespace img2cadseq {

void RunChannel::push(ReconstructEvent&& event) {
    const std::lock_guard lock(mutex_);
    const bool replaces = !events_.empty() && std::holds_alternative<StageProgress>(event) &&
                          std::holds_alternative<StageProgress>(events_.back());
    if (replaces)
        events_.back() = std::move(event);
    else
        events_.push_back(std::move(event));
}

std::vector<ReconstructEvent> RunChannel::drain() {
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

}  // namespace img2cadseq
