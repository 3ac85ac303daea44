#include "core/log.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "core/error.h"

namespace img2cadseq {
namespace {

std::atomic<LogLevel> threshold{LogLevel::Warning};
std::mutex loggerMutex;

std::shared_ptr<spdlog::logger>& logger() {
    static std::shared_ptr<spdlog::logger> instance = [] {
        auto made =
            std::make_shared<spdlog::logger>("img2cadseq", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        made->set_pattern("%H:%M:%S.%e %^%l%$ %v");
        made->set_level(spdlog::level::trace);
        return made;
    }();
    return instance;
}

spdlog::level::level_enum toSpdlog(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return spdlog::level::debug;
        case LogLevel::Info: return spdlog::level::info;
        case LogLevel::Warning: return spdlog::level::warn;
        case LogLevel::Error: return spdlog::level::err;
        case LogLevel::Off: return spdlog::level::off;
    }
    return spdlog::level::info;
}

}  // namespace

void setUpLog(LogLevel level, const std::string& file) {
    const std::lock_guard lock(loggerMutex);
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_color_sink_mt>()};
    if (!file.empty()) {
        try {
            sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
        } catch (const spdlog::spdlog_ex& error) {
            throw Error(ErrorCode::Io, "cannot write the log file " + file + ": " + error.what(),
                        "choose a folder you may write to");
        }
    }
    auto made = std::make_shared<spdlog::logger>("img2cadseq", sinks.begin(), sinks.end());
    made->set_pattern("%H:%M:%S.%e %^%l%$ %v");
    made->set_level(spdlog::level::trace);
    made->flush_on(spdlog::level::info);
    logger() = made;
    threshold = level;
}

bool logEnabled(LogLevel level) { return level >= threshold.load(std::memory_order_relaxed); }

void logLine(LogLevel level, std::string_view text) {
    if (!logEnabled(level)) return;
    std::shared_ptr<spdlog::logger> target;
    {
        const std::lock_guard lock(loggerMutex);
        target = logger();
    }
    target->log(toSpdlog(level), "{}", text);
}

}  // namespace img2cadseq
