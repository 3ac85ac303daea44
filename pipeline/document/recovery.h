#pragma once
// What a killed program leaves: every finished candidate of its run, offered at the next start.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "document/session.h"

namespace img2cadseq {

/// The usual folder for it: XDG_STATE_HOME or ~/.local/state, then img2cadseq/recovery.
std::filesystem::path recoveryFolder();

/// Keeps one run safe, on the worker's thread: a file an event, each written whole or not at all. A full disk does not
/// end the run: what cannot be written is missing, with a line in the log. Removes its files when it goes.
class RecoveryLog {
public:
    /// Nothing is written yet. `start` is the document as the run found it.
    RecoveryLog(const std::filesystem::path& folder, Session start);
    ~RecoveryLog();
    RecoveryLog(const RecoveryLog&) = delete;
    RecoveryLog& operator=(const RecoveryLog&) = delete;

    /// Writes the start, once; before the first add().
    void begin();
    void add(const ReconstructEvent& event);
    /// A candidate made anew: recover() puts it into its old one's place.
    void addAgain(const CandidateReady& candidate);

private:
    template <class Write>
    void attempt(const Write& write);
    void write(const ReconstructEvent& event, const char* mark);

    std::filesystem::path folder_;
    std::optional<Session> start_;
    std::mutex mutex_;
    int count_ = 0;
    bool failed_ = false;
};

struct Recoverable {
    std::filesystem::path folder;
    std::string name;     ///< of its input
    int candidates = 0;   ///< finished
    int64_t seconds = 0;  ///< since 1970, of its last file
};

/// Runs whose program is no longer there, newest first; those without a candidate are removed.
std::vector<Recoverable> recoverableRuns(const std::filesystem::path& folder);
/// Throws Error(BadInput, Io).
Session recover(const Recoverable& run);
void discard(const Recoverable& run);

}  // namespace img2cadseq
