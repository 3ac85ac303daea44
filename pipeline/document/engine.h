#pragma once
// The program's one Reconstructor: made on first use, on the thread that first needs it, and lent to one run at a time.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

#include "infer/reconstructor.h"

namespace img2cadseq {

class Engine {
public:
    using Maker = std::function<std::unique_ptr<Reconstructor>()>;
    /// By default the shared library beside the program (infer/loader.h).
    Engine();
    explicit Engine(Maker maker);

    /// Makes the reconstructor if there is none yet. Takes a second or two. Throws Error(Internal) as
    /// loadReconstructor.
    void load();

    /// Waits until no other run is under way (or `stop.now`), then as Reconstructor::run. Never throws.
    void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
             const StopTokens& stop);
    /// As Reconstructor::write.
    std::string write(const Reconstruction& result, const ReconstructOptions& options,
                      const std::filesystem::path& folder, bool best);

private:
    class Turn;
    Reconstructor& reconstructor();

    Maker maker_;
    std::mutex mutex_, makeMutex_;
    std::condition_variable_any free_;
    bool busy_ = false;
    std::unique_ptr<Reconstructor> reconstructor_;
};

}  // namespace img2cadseq
