#include "document/recording.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/file.h"
#include "core/log.h"
#include "document/archive_io.h"

namespace img2cadseq {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kFormat = "img2cadseq-recording";
constexpr int kVersion = 1;

/// Waits `seconds`, less where a stop is asked for. True: go on.
bool waited(double seconds, const std::stop_token& stop) {
    if (seconds <= 0) return !stop.stop_requested();
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, std::chrono::duration<double>(seconds), [] { return false; });
    return !stop.stop_requested();
}

class ReplayReconstructor : public Reconstructor {
public:
    ReplayReconstructor(Recording recording, double speed) : recording_(std::move(recording)), speed_(speed) {}

    void run(const ReconstructInput&, const ReconstructOptions&, const EventSink& sink,
             const StopTokens& stop) override {
        const auto start = Clock::now();
        Reconstruction kept;
        for (const RecordedEvent& recorded : recording_.events) {
            const double due = speed_ > 0 ? recorded.seconds / speed_ : 0.0;
            if (!waited(due - std::chrono::duration<double>(Clock::now() - start).count(), stop.now)) {
                sink(Stopped{});
                return;
            }
            if (stop.keep.stop_requested()) {
                sink(Stopped{std::move(kept)});
                return;
            }
            if (const auto* ready = std::get_if<CandidateReady>(&recorded.event)) {
                const auto place = std::min(static_cast<size_t>(std::max(ready->rankSoFar - 1, 0)), kept.ranked.size());
                kept.ranked.insert(kept.ranked.begin() + static_cast<std::ptrdiff_t>(place), ready->candidate);
            }
            sink(ReconstructEvent(recorded.event));
        }
        if (recording_.events.empty() || !isLast(recording_.events.back().event)) sink(Stopped{std::move(kept)});
    }

    std::string write(const Reconstruction&, const ReconstructOptions&, const std::filesystem::path&, bool) override {
        throw Error(ErrorCode::Usage, "a recording writes no results", "open its input and run it");
    }

private:
    static bool isLast(const ReconstructEvent& event) {
        return std::holds_alternative<Finished>(event) || std::holds_alternative<Stopped>(event) ||
               std::holds_alternative<Failed>(event);
    }

    Recording recording_;
    double speed_;
};

class RecordingReconstructor : public Reconstructor {
public:
    RecordingReconstructor(std::unique_ptr<Reconstructor> inner, std::filesystem::path file)
        : inner_(std::move(inner)), file_(std::move(file)) {}

    void run(const ReconstructInput& input, const ReconstructOptions& options, const EventSink& sink,
             const StopTokens& stop) override {
        Recorder recorder(input.path.string(), options);
        inner_->run(input, options, recorder.through(sink), stop);
        try {
            saveRecording(recorder.take(), file_);
        } catch (const Error& error) {
            logWarning("the run is not recorded: ", error.line());
        }
    }

    std::string write(const Reconstruction& result, const ReconstructOptions& options,
                      const std::filesystem::path& folder, bool best) override {
        return inner_->write(result, options, folder, best);
    }

private:
    std::unique_ptr<Reconstructor> inner_;
    std::filesystem::path file_;
};

}  // namespace

struct Recorder::Data {
    std::mutex mutex;
    Clock::time_point start = Clock::now();
    Recording recording;
};

Recorder::Recorder(std::string input, const ReconstructOptions& options) : data_(std::make_shared<Data>()) {
    data_->recording.input = std::move(input);
    data_->recording.options = options;
}

EventSink Recorder::through(EventSink next) {
    return [data = data_, next = std::move(next)](ReconstructEvent&& event) {
        {
            const std::lock_guard lock(data->mutex);
            const double seconds = std::chrono::duration<double>(Clock::now() - data->start).count();
            data->recording.events.push_back({seconds, event});
        }
        next(std::move(event));
    };
}

Recording Recorder::take() {
    const std::lock_guard lock(data_->mutex);
    return std::exchange(data_->recording, {});
}

void saveRecording(const Recording& recording, const std::filesystem::path& file) {
    archive::BlobWriter blobs;
    archive::Json content = archive::Writer(blobs).write(recording);
    writeFile(file, archive::pack(kFormat, kVersion, std::move(content), blobs));
}

Recording loadRecording(const std::filesystem::path& file) {
    return archive::guarded(file.string(), [&] {
        const archive::Json document = archive::unpack(readFile(file), kFormat, kVersion, file.string());
        const archive::BlobReader blobs(document.at("blobs"));
        Recording recording;
        archive::Reader(blobs).read(document.at("content"), recording);
        return recording;
    });
}

std::unique_ptr<Reconstructor> recordingReconstructor(std::unique_ptr<Reconstructor> inner,
                                                      std::filesystem::path file) {
    return std::make_unique<RecordingReconstructor>(std::move(inner), std::move(file));
}

std::unique_ptr<Reconstructor> replayReconstructor(Recording recording, double speed) {
    return std::make_unique<ReplayReconstructor>(std::move(recording), speed);
}

}  // namespace img2cadseq
