#include "document/job.h"

#include <new>

namespace img2cadseq {

void JobControl::throwIfStopped() const {
    if (stop.now.stop_requested() || progress.stopRequested()) throw Error(ErrorCode::Stopped, "stopped");
}

JobOutcome processSafely(Job& job, const JobControl& control) noexcept {
    JobOutcome outcome;
    try {
        job.process(control);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Stopped)
            outcome.stopped = true;
        else
            outcome.error = error;
    } catch (const std::bad_alloc&) {
        outcome.error = Error(ErrorCode::Internal, "out of memory", "close other programs or take a smaller file");
    } catch (const std::exception& error) {
        outcome.error = Error(ErrorCode::Internal, error.what());
    }
    return outcome;
}

JobOutcome runHere(Job& job, const JobControl& control) {
    JobOutcome outcome = processSafely(job, control);
    job.finalize(outcome);
    return outcome;
}

}  // namespace img2cadseq
