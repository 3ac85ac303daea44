#include "app/cli/reconstruct_case.h"

#include <chrono>
#include <optional>
#include <thread>

#include "app/cli/interrupt.h"

namespace img2cadseq::cli {
namespace {

/// Turns the user's interrupt into a stop.
class StopWatch {
public:
    StopWatch()
        : thread_([this](std::stop_token ended) {
              while (!ended.stop_requested()) {
                  if (interruptCount() > 0) now_.request_stop();
                  std::this_thread::sleep_for(std::chrono::milliseconds(50));
              }
          }) {}
    StopTokens tokens() const { return {now_.get_token(), keep_.get_token()}; }

private:
    std::stop_source now_, keep_;
    std::jthread thread_;
};

}  // namespace

Reconstruction reconstructCase(Reconstructor& reconstructor, const ReconstructInput& input,
                               const ReconstructOptions& options, const ProgressSink& progress) {
    std::optional<Reconstruction> result;
    std::optional<Error> error;
    StageProgress reached{"input", 0.0, 0.0};
    StopWatch watch;
    reconstructor.run(
        input, options,
        [&](ReconstructEvent&& event) {
            if (auto* finished = std::get_if<Finished>(&event)) result = std::move(finished->result);
            if (std::holds_alternative<Stopped>(event)) error = Error(ErrorCode::Stopped, "stopped");
            if (const auto* failed = std::get_if<Failed>(&event))
                error = Error(failed->code, failed->what, failed->hint);
            if (const auto* stage = std::get_if<StageProgress>(&event)) reached = *stage;
            if (!result && !error) progress(reached.stage, reached.fraction);
        },
        watch.tokens());
    if (error) throw *error;
    return std::move(*result);
}

}  // namespace img2cadseq::cli
