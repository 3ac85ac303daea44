#pragma once
// Many inputs, one kind of work: in worker processes, with progress, ordered results, a report and an exit status.

#include "app/cli/report.h"
#include "core/progress.h"

namespace img2cadseq::cli {

/// How the work is spread; for every verb that takes many inputs.
struct WorkOptions {
    int jobs = 1;
    double timeLimit = 300.0;  ///< seconds without a model or word of progress; 0: none
    void describe(OptionList& list);
};

/// Where results go; for verbs that write files.
struct OutputOptions {
    std::string out;
    bool resume = false;
    void describe(OptionList& list);
};

/// Called in the worker: publish(record) for each model of an input, publish.progress while one is made.
struct Publish {
    std::function<void(Record)> record;
    ProgressSink progress;
    void operator()(Record one) const { record(std::move(one)); }
};

struct Batch {
    std::string verb;
    std::vector<Input> inputs;
    /// Runs in a worker process. Publishes a record a model, with "error" and "reason" where one failed, or throws
    /// Error where the input as a whole cannot be used. Long ones look at interruptCount() between models, and say how
    /// far they are: the time limit then runs anew.
    std::function<void(const Input&, const Publish&)> work;
    /// What goes to stdout for a record that did not fail; without the last line's end. Empty: nothing.
    std::function<std::string(const Record&)> result;
    WorkOptions how;
    OutputOptions output;  ///< `out` empty: no files and no report
};

/// Returns the exit status: 130 where stopped, 1 where the program failed by a defect, 3 where an input or model
/// failed, 4 where one only did not pass the gate, else 0. Throws Error(Io) where the output folder cannot be used.
int runBatch(const Batch& batch, const OptionList& options);

}  // namespace img2cadseq::cli
