#pragma once
// Many inputs one after the other. Each has a state; an error of one does not stop the rest.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "document/engine.h"
#include "document/job.h"

namespace img2cadseq {

enum class BatchState { Waiting, Running, Done, Failed, Stopped };

struct BatchItem {
    std::filesystem::path input;
    std::filesystem::path folder;  ///< where its results are; empty: there are none
    BatchState state = BatchState::Waiting;
    double fraction = 0.0;
    int candidates = 0;      ///< valid ones
    double score = 0.0;      ///< of the best
    std::string what, hint;  ///< where failed
};

/// Thread-safe; shared by the job that works it off and the list that shows it.
class BatchQueue {
public:
    /// Files as they are, folders as the pictures, clouds and scans (core/suffix.h) inside, by name. Returns how many
    /// were added.
    size_t add(const std::filesystem::path& path);
    void skip(size_t index);  ///< one that waits: it counts as Stopped
    std::vector<BatchItem> items() const;
    /// Grows with every change: cheap to ask before items().
    uint64_t version() const;

private:
    friend class BatchJob;
    std::optional<size_t> next();  ///< the first that waits, now Running
    void update(size_t index, const std::function<void(BatchItem&)>& change);
    mutable std::mutex mutex_;
    std::vector<BatchItem> items_;
    uint64_t version_ = 0;
};

/// Works off what waits, also what is added meanwhile; results go to out/NAME as the command line writes them, each
/// item of the queue to a folder of its own. Stopped, it keeps what the item under way has got, and the rest waits.
std::unique_ptr<Job> batchJob(std::shared_ptr<BatchQueue> queue, std::shared_ptr<Engine> engine,
                              ReconstructOptions options, std::filesystem::path out,
                              std::function<void(const JobOutcome&)> done = {});

}  // namespace img2cadseq
