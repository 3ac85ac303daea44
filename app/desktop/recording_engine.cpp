#include "app/desktop/recording_engine.h"

#include "core/log.h"
#include "document/recording.h"
#include "infer/loader.h"

namespace img2cadseq::desktop {
namespace {

class RecordingReconstructor : public Reconstructor {
public:
    RecordingReconstructor(std::unique_ptr<Reconstructor> inner, std::string file)
        : inner_(std::move(inner)), file_(std::move(file)) {}

    void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
             const StopTokens& stop) override {
        Recorder recorder(input.path.string(), options);
        inner_->run(input, options, recorder.through(sink), stop);
        try {
            saveRecording(recorder.take(), file_);
        } catch (const Error& error) {
            logError("recording: ", error.line());
        }
    }
    std::string write(const Reconstruction& result, const ReconstructOptions& options,
                      const std::filesystem::path& folder, bool best) override {
        return inner_->write(result, options, folder, best);
    }

private:
    std::unique_ptr<Reconstructor> inner_;
    std::string file_;
};

}  // namespace

std::shared_ptr<Engine> makeEngine(const std::string& file) {
    if (file.empty()) return std::make_shared<Engine>();
    return std::make_shared<Engine>(
        [file] { return std::make_unique<RecordingReconstructor>(loadReconstructor(), file); });
}

}  // namespace img2cadseq::desktop
