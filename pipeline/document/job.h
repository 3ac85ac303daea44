#pragma once
// Work that takes longer than a window may wait: described here, run by whoever has a thread to spare. Nothing in this
// folder starts a thread.

#include <optional>
#include <string>

#include "core/error.h"
#include "core/progress.h"
#include "infer/reconstructor.h"

namespace img2cadseq {

/// What a job may look at while it works: where to report and whether it is to stop.
struct JobControl {
    Progress progress;
    StopTokens stop;

    /// Throws Error(Stopped) where "stop now" was asked for.
    void throwIfStopped() const;
};

/// How process() ended.
struct JobOutcome {
    bool stopped = false;
    std::optional<Error> error;  ///< nothing where it went well or was stopped
    bool ok() const { return !stopped && !error; }
};

class Job {
public:
    virtual ~Job() = default;
    /// On any thread. Touches no Document. May throw; see processSafely.
    virtual void process(const JobControl& control) = 0;
    /// On the thread that owns the Document, after process() has ended. Takes less than 50 ms.
    virtual void finalize(const JobOutcome& outcome) = 0;
};

/// process() with every exception turned into an outcome.
JobOutcome processSafely(Job& job, const JobControl& control) noexcept;

/// Both halves on this thread.
JobOutcome runHere(Job& job, const JobControl& control = {});

}  // namespace img2cadseq
