#pragma once
// Items worked on by several processes side by side, with a limit on the time without news of one.

#include <filesystem>

#include "app/cli/worker_process.h"
#include "core/error.h"

namespace img2cadseq::cli {

struct PoolOptions {
    int workers = 1;
    double timeLimit = 0.0;  ///< seconds from one result or word of progress of an item to the next; 0: none
    std::filesystem::path
        folder;  ///< where workers write: what a killed one left half-written there is removed; may be empty
};

struct PoolEvents {
    std::function<void(size_t item, const std::string&text)> result, progress;
    /// `error`: why the item did not end well (it threw, crashed or took too long); null otherwise.
    std::function<void(size_t item, const Error* error)> done;
};

/// Works on items 0 ... count - 1, begun in that order. Events come on this thread, in the order of the work. Returns
/// false where the user stopped it: work at hand then has a second to end.
bool runPool(size_t count, const ItemWork& work, const PoolEvents& events, const PoolOptions& options);

}  // namespace img2cadseq::cli
