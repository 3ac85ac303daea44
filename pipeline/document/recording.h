#pragma once
// A run's events in one file, and played back: drives every view without networks.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "infer/reconstructor.h"

namespace img2cadseq {

inline constexpr const char* kRecordingSuffix = ".i2crun";

struct RecordedEvent {
    double seconds = 0.0;  ///< since the run began
    ReconstructEvent event;
};

struct Recording {
    std::string input;  ///< its path, for show
    ReconstructOptions options;
    std::vector<RecordedEvent> events;
};

/// Collects a run's events on their way to `next`. Thread-safe as the run is.
class Recorder {
public:
    Recorder(std::string input, const ReconstructOptions& options);
    EventSink through(EventSink next);  ///< the recorder must outlive it
    Recording take();

private:
    struct Data;
    std::shared_ptr<Data> data_;
};

/// One versioned file (CBOR); arrays bit for bit. Exact solids are not in it: whoever needs one builds it from the
/// sequence (export.h). Throws Error(Io).
void saveRecording(const Recording& recording, const std::filesystem::path& file);
/// Throws Error(Io, BadInput).
Recording loadRecording(const std::filesystem::path& file);

/// Passes everything to `inner` and saves each run's recording to `file` when it ends (the last one stays). A file that
/// cannot be written is a line in the log.
std::unique_ptr<Reconstructor> recordingReconstructor(std::unique_ptr<Reconstructor> inner, std::filesystem::path file);

/// Plays the recording whatever the input, its times divided by `speed` (0: without waiting). Stops like a real run.
std::unique_ptr<Reconstructor> replayReconstructor(Recording recording, double speed = 1.0);

}  // namespace img2cadseq
