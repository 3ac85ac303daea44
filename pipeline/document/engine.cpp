#include "document/engine.h"

#include "infer/loader.h"

namespace img2cadseq {

/// The right to run, held while it lives; `granted` is false where a stop came first.
class Engine::Turn {
public:
    Turn(Engine& engine, const std::stop_token& stop) : engine_(engine) {
        std::unique_lock lock(engine_.mutex_);
        granted = engine_.free_.wait(lock, stop, [this] { return !engine_.busy_; });
        if (granted) engine_.busy_ = true;
    }
    ~Turn() {
        if (!granted) return;
        {
            const std::lock_guard lock(engine_.mutex_);
            engine_.busy_ = false;
        }
        engine_.free_.notify_one();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool granted = false;

private:
    Engine& engine_;
};

Engine::Engine() : Engine([] { return loadReconstructor(); }) {}
Engine::Engine(Maker maker) : maker_(std::move(maker)) {}

Reconstructor& Engine::reconstructor() {
    const std::lock_guard lock(makeMutex_);
    if (!reconstructor_) reconstructor_ = maker_();
    return *reconstructor_;
}

void Engine::load() { reconstructor(); }

void Engine::run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
                 const StopTokens& stop) {
    const Turn turn(*this, stop.now);
    if (!turn.granted) {
        sink(Stopped{});
        return;
    }
    try {
        reconstructor().run(input, options, sink, stop);
    } catch (const Error& error) {
        sink(Failed{error.code(), error.what(), error.hint()});
    } catch (const std::exception& error) {
        sink(Failed{ErrorCode::Internal, error.what(), {}});
    }
}

std::string Engine::write(const Reconstruction& result, const ReconstructOptions& options,
                          const std::filesystem::path& folder, bool best) {
    return reconstructor().write(result, options, folder, best);
}

}  // namespace img2cadseq
