#include "core/progress.h"

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace img2cadseq {

Progress::Progress(ProgressSink sink, std::stop_token stop) : root_(std::make_shared<Root>()), stop_(std::move(stop)) {
    root_->sink = std::move(sink);
}

Progress Progress::share(double start, double portion, std::string stage) const {
    Progress part = *this;
    part.start_ = start_ + portion_ * start;
    part.portion_ = portion_ * portion;
    if (!stage.empty()) part.stage_ = std::move(stage);
    return part;
}

void Progress::report(double fraction) const {
    if (!root_ || !root_->sink) return;
    const std::lock_guard lock(root_->mutex);
    root_->sink(stage_, std::clamp(start_ + portion_ * fraction, 0.0, 1.0));
}

void Progress::throwIfStopped() const {
    if (stopRequested()) throw Error(ErrorCode::Stopped, "stopped");
}

}  // namespace img2cadseq
