#pragma once
// Logging. spdlog does the work, but its headers stay out of this one: LibTorch carries its own fmt and the two clash.

#include <sstream>
#include <string>
#include <string_view>

namespace img2cadseq {

enum class LogLevel { Debug, Info, Warning, Error, Off };

/// Sends log lines of `level` and above to stderr, and to `file` too where it is not empty. Thread-safe, may be called
/// again.
void setUpLog(LogLevel level, const std::string& file = {});

void logLine(LogLevel level, std::string_view text);
bool logEnabled(LogLevel level);

namespace detail {
template <class... Parts>
void logParts(LogLevel level, const Parts&... parts) {
    if (!logEnabled(level)) return;
    std::ostringstream line;
    (line << ... << parts);
    logLine(level, line.str());
}
}  // namespace detail

template <class... Parts>
void logDebug(const Parts&... parts) {
    detail::logParts(LogLevel::Debug, parts...);
}
template <class... Parts>
void logInfo(const Parts&... parts) {
    detail::logParts(LogLevel::Info, parts...);
}
template <class... Parts>
void logWarning(const Parts&... parts) {
    detail::logParts(LogLevel::Warning, parts...);
}
template <class... Parts>
void logError(const Parts&... parts) {
    detail::logParts(LogLevel::Error, parts...);
}

}  // namespace img2cadseq
