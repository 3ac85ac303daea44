#include "document/recovery.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "core/log.h"
#include "document/event_file.h"

namespace img2cadseq {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStart = "start.i2cs";
/// At the end of an event file's name: what it holds.
constexpr const char *kCandidate = "-candidate", *kAgain = "-again";

/// When the process began, in ticks since the machine did; empty where there is no such process.
std::string processStart(long pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    const size_t after = text.rfind(')');  // the program's name, before it, may hold anything
    if (after == std::string::npos) return {};
    std::istringstream words(text.substr(after + 1));
    std::string word;
    constexpr int kStartTime = 20;  // field 22 of proc(5), counted from the state
    for (int i = 0; i < kStartTime; ++i) words >> word;
    return word;
}

/// "run-PID-START-COUNT"
std::string folderName() {
    static std::atomic<int> counter = 0;
    return "run-" + std::to_string(::getpid()) + "-" + processStart(::getpid()) + "-" + std::to_string(counter++);
}

bool ownerLives(const std::string& name) {
    long pid = 0;
    char start[64] = {};
    if (std::sscanf(name.c_str(), "run-%ld-%63[0-9]-", &pid, start) != 2) return false;
    return processStart(pid) == start;
}

std::vector<fs::path> eventFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".event") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

int64_t secondsOf(const fs::path& file) {
    std::error_code failed;
    const auto time = fs::last_write_time(file, failed);
    if (failed) return 0;
    const auto system = std::chrono::file_clock::to_sys(time);
    return std::chrono::duration_cast<std::chrono::seconds>(system.time_since_epoch()).count();
}

bool marked(const fs::path& file, const char* mark) { return file.stem().string().ends_with(mark); }

/// How many events of the run are finished candidates.
int candidatesIn(const std::vector<fs::path>& files) {
    return static_cast<int>(
        std::count_if(files.begin(), files.end(), [](const fs::path& file) { return marked(file, kCandidate); }));
}

/// A candidate made anew leaves the others where they are.
void replay(ReconstructEvent&& event, bool again, RunState& run) {
    auto* ready = again ? std::get_if<CandidateReady>(&event) : nullptr;
    if (ready)
        run.place(std::move(ready->candidate));
    else
        run.apply(std::move(event));
}

fs::path stateHome() {
    if (const char* given = std::getenv("XDG_STATE_HOME"); given && *given) return given;
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "/tmp") / ".local" / "state";
}

}  // namespace

fs::path recoveryFolder() { return stateHome() / "img2cadseq" / "recovery"; }

RecoveryLog::RecoveryLog(const fs::path& folder, Session start)
    : folder_(folder / folderName()), start_(std::move(start)) {}

RecoveryLog::~RecoveryLog() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

template <class Write>
void RecoveryLog::attempt(const Write& write) {
    if (failed_) return;
    try {
        write();
    } catch (const std::exception& error) {
        failed_ = true;
        logWarning("finished candidates cannot be kept safe: ", error.what());
    }
}

void RecoveryLog::begin() {
    const std::lock_guard lock(mutex_);
    if (!start_) return;
    attempt([&] {
        fs::create_directories(folder_);
        writeSession(*start_, folder_ / kStart);
    });
    start_.reset();
}

void RecoveryLog::add(const ReconstructEvent& event) {
    if (std::holds_alternative<StageProgress>(event)) return;
    write(event, std::holds_alternative<CandidateReady>(event) ? kCandidate : "");
}

void RecoveryLog::addAgain(const CandidateReady& candidate) { write(candidate, kAgain); }

void RecoveryLog::write(const ReconstructEvent& event, const char* mark) {
    const std::lock_guard lock(mutex_);
    if (start_) return;
    char name[40];
    std::snprintf(name, sizeof name, "%06d%s.event", count_++, mark);
    attempt([&] { writeEvent(event, folder_ / name); });
}

std::vector<Recoverable> recoverableRuns(const fs::path& folder) {
    std::vector<Recoverable> runs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (!entry.is_directory() || ownerLives(entry.path().filename().string())) continue;
        const std::vector<fs::path> files = eventFiles(entry.path());
        Recoverable run{entry.path(), {}, candidatesIn(files), files.empty() ? 0 : secondsOf(files.back())};
        try {
            const Session start = readSession(entry.path() / kStart);
            run.name = start.input.name;
            run.candidates += static_cast<int>(start.run.candidates.size());
        } catch (const Error&) {
            run.candidates = 0;
        }
        if (run.candidates > 0)
            runs.push_back(std::move(run));
        else
            discard(run);
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.seconds > b.seconds; });
    return runs;
}

Session recover(const Recoverable& run) {
    Session session = readSession(run.folder / kStart);
    session.run.options = session.options;
    for (const fs::path& file : eventFiles(run.folder)) {
        try {
            replay(readEvent(file), marked(file, kAgain), session.run);
        } catch (const Error& error) {
            logWarning("a part of the run is lost: ", error.line());
        }
    }
    if (session.run.phase == RunPhase::Running || session.run.phase == RunPhase::None)
        session.run.phase = RunPhase::Stopped;
    if (!session.run.candidates.empty() && !session.run.find(session.chosen))
        session.chosen = session.run.candidates.front()->slot;
    return session;
}

void discard(const Recoverable& run) {
    std::error_code ignored;
    fs::remove_all(run.folder, ignored);
}

}  // namespace img2cadseq
